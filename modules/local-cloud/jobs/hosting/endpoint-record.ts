import type { DeploymentConfig, EndpointStatus } from '@aws-sdk/client-sagemaker';

/** Source of a variant's model. */
export interface ModelSource {
  readonly uri: string;
  /** One gzipped archive, or every object under a prefix as it is. */
  readonly kind: 'archive' | 'prefix';
}

/** One variant with everything that its server needs to start, independent of later changes of its model. */
export interface DeployedVariant {
  readonly name: string;
  readonly image: string;
  readonly imageDigest: string;
  readonly source?: ModelSource;
  readonly environment: Readonly<Record<string, string>>;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeSizeInGb?: number;
  /** The line of the server's log that names the requested members without effect here. */
  readonly unenforced?: string;
  /** Whether its model has `EnableNetworkIsolation`. */
  readonly isolatesNetwork?: boolean;
  readonly weight: number;
  readonly startupTimeoutMs: number;
}

/** An endpoint configuration as of its deployment. */
export interface Deployment {
  /** Name of the servers' working folder. */
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
  /** The deployment that answers invocations; absent until the first deployment succeeds. */
  readonly live?: Deployment;
  /** The deployment that is being rolled out, or that failed at creation. */
  readonly pending?: Deployment;
  readonly deploymentConfig?: DeploymentConfig;
}
