import type { CreateHyperParameterTuningJobRequest } from '@aws-sdk/client-sagemaker';
import { BUCKET } from './sagemaker-fixture';

/** Returns the members that a job needs beside the one at a path. */
export function besideLeaf(path: string): object {
  if (path.includes('CheckpointConfig')) return { CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints` } };
  if (!/EnableManagedSpotTraining$|MaxWaitTimeInSeconds$/.test(path)) return {};
  return {
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: 1, MaxWaitTimeInSeconds: 60 },
  };
}

/** What remains of an algorithm specification beside the name of an algorithm. */
export const NO_IMAGE = { TrainingInputMode: 'File' as const };

/** The configuration of an endpoint that serves the model `base`. */
export const configRequest = (name: string): object => ({
  EndpointConfigName: name,
  ProductionVariants: [
    { VariantName: 'a', ModelName: 'base', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
  ],
});

/** A channel whose object is a manifest and, as a prefix, an object. */
export const listOrPrefix = [
  {
    ChannelName: 'train',
    DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: `s3://${BUCKET}/data/list` } },
  },
];

/** Returns the same search with its definition in a list of one. */
export function listed(request: CreateHyperParameterTuningJobRequest): object {
  const { TrainingJobDefinition: definition, HyperParameterTuningJobConfig: config, ...rest } = request;
  const { HyperParameterTuningJobObjective: objective, ParameterRanges: ranges, ...shared } = config!;
  return {
    ...rest,
    HyperParameterTuningJobConfig: shared,
    TrainingJobDefinitions: [
      { DefinitionName: 'only', TuningObjective: objective, HyperParameterRanges: ranges, ...definition },
    ],
  };
}
