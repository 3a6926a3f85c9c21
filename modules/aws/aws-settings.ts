import type { ServiceEndpoints } from './service-endpoints';

/** A long-term or session key pair. */
export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The target and the credentials of a session. */
export interface AwsSettings {
  readonly target: 'local' | 'aws';
  readonly region: string;
  /** Base URL of the local cloud. Absent for target aws, which uses AWS's own endpoints. */
  readonly endpoint?: string;
  /** Addresses that replace those of AWS, by service; only for target `aws`. */
  readonly endpoints?: ServiceEndpoints;
  /** Required for target `local`: the local cloud's key pair. For target `aws`, absent means the default provider chain. */
  readonly credentials?: StaticCredentials;
  /** Profile of the shared configuration files; target aws only. */
  readonly profile?: string;
}
