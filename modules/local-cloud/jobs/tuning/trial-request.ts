import type {
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';

/**
 * Returns the request of the training job that tries some hyperparameters: the whole definition, without the members
 * that concern only the search.
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
  const resources = shared.ResourceConfig ?? { ...alternatives?.[0], ...single };
  return {
    ...shared,
    TrainingJobName: name,
    HyperParameters: { ...fixed, ...tuned },
    ResourceConfig: resources,
  };
}
