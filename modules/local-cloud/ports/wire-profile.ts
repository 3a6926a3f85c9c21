/** The four AWS protocols that the local cloud serves. */
export type WireProtocol = 'json' | 'query' | 'rest-xml' | 'rest-json';

/** The properties of a service that are needed before its schemas are loaded. */
export interface WireProfile {
  /** Name of the service's folder. */
  readonly id: string;
  readonly protocol: WireProtocol;
  /** Service name in the credential scope of a signature. */
  readonly signingName: string;
  /** First half of `X-Amz-Target` of the JSON services. */
  readonly target?: string;
  /** Version of a query service's API. It identifies the service of an unsigned request. */
  readonly version?: string;
  /** Requests with this path are for this service, whatever service they are signed for. */
  readonly path?: RegExp;
  /** Namespace of XML answers. */
  readonly xmlNamespace?: string;
  /** Largest bodies by operation, in bytes, for operations that need more than the protocol's own limit. */
  readonly bodyLimits?: Readonly<Record<string, number>>;
  /** Error code for input that breaks a modelled constraint. */
  readonly validationCode: string;
  /** One operation and the members that it requires. If the SDK's schemas differ, their layout has changed. */
  readonly selfCheck: { readonly operation: string; readonly required: readonly string[] };
}
