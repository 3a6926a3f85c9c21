import type { ContainerDefinition, CreateModelInput } from '@aws-sdk/client-sagemaker';
import type { NamedRecords } from '../../store/named-records';

/** A model: an image and the artifact that it serves. Times in milliseconds since the epoch. */
export interface ModelRecord {
  readonly name: string;
  readonly arn: string;
  readonly request: Omit<CreateModelInput, 'Tags'>;
  readonly imageDigest: string;
  readonly createdAtMs: number;
}

export type Models = NamedRecords<ModelRecord>;

/** Returns the one container of a model request that has exactly one. */
export function onlyContainer(request: ModelRecord['request']): ContainerDefinition | undefined {
  if (request.PrimaryContainer !== undefined) return request.PrimaryContainer;
  return request.Containers?.length === 1 ? request.Containers[0] : undefined;
}
