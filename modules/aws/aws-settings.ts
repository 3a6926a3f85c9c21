import type { ServiceEndpoints } from './service-endpoints';

/** A long-term or session key pair. */
export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Which cloud to talk to and as whom. */
export interface AwsSettings {
  readonly target: 'local' | 'aws';
  readonly region: string;
  /** Base URL of the local cloud. Absent for target aws, which uses AWS's own endpoints. */
  readonly endpoint?: string;
  /** Where requests for a service go instead of to AWS; target aws only. */
  readonly endpoints?: ServiceEndpoints;
  /** Absent means the default provider chain, for target aws. A local cloud has a pair of its own, and needs it here. */
  readonly credentials?: StaticCredentials;
  /** Profile of the shared configuration files; target aws only. */
  readonly profile?: string;
}
