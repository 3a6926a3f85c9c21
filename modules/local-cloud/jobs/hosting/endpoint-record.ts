import type { DeploymentConfig, EndpointStatus } from '@aws-sdk/client-sagemaker';

/** Where a variant's model comes from. */
export interface ModelSource {
  readonly uri: string;
  /** One gzipped archive, or every object under a prefix as it is. */
  readonly kind: 'archive' | 'prefix';
}

/** One variant with everything needed to start its server, whatever becomes of the model it was made from. */
export interface DeployedVariant {
  readonly name: string;
  readonly image: string;
  readonly imageDigest: string;
  readonly source?: ModelSource;
  readonly environment: Readonly<Record<string, string>>;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeSizeInGb?: number;
  /** The line of the server's log that names what its requests asked for and changes nothing here. */
  readonly unenforced?: string;
  readonly weight: number;
  readonly startupTimeoutMs: number;
}

/** An endpoint configuration as it was when it was deployed. */
export interface Deployment {
  /** Names the folder its servers work in. */
  readonly id: string;
  readonly configName: string;
  readonly variants: readonly DeployedVariant[];
  readonly startedAtMs: number;
}

/** An endpoint, as durable as the store. Times in milliseconds since the epoch. */
export interface EndpointRecord {
  readonly name: string;
  readonly arn: string;
  readonly status: EndpointStatus;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly failureReason?: string;
  /** What answers invocations; absent until the first deployment succeeded. */
  readonly live?: Deployment;
  /** What is being rolled out, or failed to be at creation. */
  readonly pending?: Deployment;
  readonly deploymentConfig?: DeploymentConfig;
}
