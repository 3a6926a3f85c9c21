import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';

/** The part of a training job's request that a tuning job's definition shares. */
export type TrainingSpec = Pick<
  CreateTrainingJobRequest,
  | 'AlgorithmSpecification'
  | 'CheckpointConfig'
  | 'EnableManagedSpotTraining'
  | 'Environment'
  | 'InputDataConfig'
  | 'OutputDataConfig'
  | 'ResourceConfig'
  | 'RoleArn'
  | 'StoppingCondition'
>;
