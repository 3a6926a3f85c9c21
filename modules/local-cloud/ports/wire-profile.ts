/** The four ways AWS services speak over HTTP that the local cloud serves. */
export type WireProtocol = 'json' | 'query' | 'rest-xml' | 'rest-json';

/** What must be known of a service before its schemas are loaded. */
export interface WireProfile {
  /** Name of the service's folder. */
  readonly id: string;
  readonly protocol: WireProtocol;
  /** Service name in the credential scope of a signature. */
  readonly signingName: string;
  /** First half of `X-Amz-Target` of the JSON services. */
  readonly target?: string;
  /** Version of a query service's API, which tells it from others when a request is not signed. */
  readonly version?: string;
  /** Path of requests that are for this service whatever they are signed for. */
  readonly path?: RegExp;
  /** Namespace of XML answers. */
  readonly xmlNamespace?: string;
  /** Largest bodies by operation, in bytes, where the protocol's own limit is too small. */
  readonly bodyLimits?: Readonly<Record<string, number>>;
  /** Code of the error that input breaking a modelled constraint gets. */
  readonly validationCode: string;
  /** One operation and the members it requires: if the SDK's schemas say otherwise, their layout changed. */
  readonly selfCheck: { readonly operation: string; readonly required: readonly string[] };
}
