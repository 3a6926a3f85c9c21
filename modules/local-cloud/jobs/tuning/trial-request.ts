import type {
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';
import { joinS3Uri } from '../s3-uri';

/**
 * Returns the request of the training job that tries some hyperparameters: the whole definition, without the members
 * that concern only the search, and with a place of its own for its checkpoints, named after it.
 */
export function trialRequest(
  name: string,
  definition: HyperParameterTrainingJobDefinition,
  tuned: Readonly<Record<string, string>>,
): CreateTrainingJobRequest {
  const {
    StaticHyperParameters: fixed,
    HyperParameterTuningResourceConfig: tuningResources,
    DefinitionName: _name,
    TuningObjective: _objective,
    HyperParameterRanges: _ranges,
    ...shared
  } = definition;
  const { InstanceConfigs: alternatives, AllocationStrategy: _, ...single } = tuningResources ?? {};
  const { CheckpointConfig: checkpoints } = shared;
  const resources = shared.ResourceConfig ?? { ...alternatives?.[0], ...single };
  return {
    ...shared,
    TrainingJobName: name,
    HyperParameters: { ...fixed, ...tuned },
    ResourceConfig: resources,
    // Trials that shared one place would resume from each other's checkpoints.
    ...(checkpoints?.S3Uri === undefined
      ? {}
      : { CheckpointConfig: { ...checkpoints, S3Uri: joinS3Uri(checkpoints.S3Uri, name) } }),
  };
}
