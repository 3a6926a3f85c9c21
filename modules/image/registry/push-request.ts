import type { RegistryClientOptions } from './registry-client';

export interface PushRequest extends RegistryClientOptions {
  /** `host[:port]/name`, such as `aws_ecr_repository.repository_url`. Uses HTTP on loopback and HTTPS otherwise. */
  readonly repositoryUrl: string;
  readonly tag: string;
}

export interface PushedImage {
  /** `sha256:…` of the manifest in the registry. */
  readonly digest: string;
  /** Bytes of manifest, configuration and layers together. */
  readonly size: number;
  /** `repositoryUrl@sha256:…`. */
  readonly imageUri: string;
}
