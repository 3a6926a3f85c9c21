import type { CreateEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import type { NamedRecords } from '../../store/named-records';

/** An endpoint configuration. Times in milliseconds since the epoch. */
export interface EndpointConfigRecord {
  readonly name: string;
  readonly arn: string;
  readonly request: Omit<CreateEndpointConfigInput, 'Tags'>;
  readonly createdAtMs: number;
}

export type EndpointConfigs = NamedRecords<EndpointConfigRecord>;
