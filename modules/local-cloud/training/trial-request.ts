import type {
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';

/** The request of the training job that tries out some hyperparameters. */
export function trialRequest(
  name: string,
  definition: HyperParameterTrainingJobDefinition,
  tuned: Readonly<Record<string, string>>,
): CreateTrainingJobRequest {
  const { StaticHyperParameters: fixed, HyperParameterTuningResourceConfig: tuningResources } = definition;
  const { InstanceConfigs: alternatives, AllocationStrategy: _, ...single } = tuningResources ?? {};
  const resources = definition.ResourceConfig ?? { ...alternatives?.[0], ...single };
  return {
    TrainingJobName: name,
    AlgorithmSpecification: definition.AlgorithmSpecification,
    RoleArn: definition.RoleArn,
    HyperParameters: { ...fixed, ...tuned },
    OutputDataConfig: definition.OutputDataConfig,
    StoppingCondition: definition.StoppingCondition,
    ResourceConfig: resources,
    ...(definition.InputDataConfig === undefined ? {} : { InputDataConfig: definition.InputDataConfig }),
    ...(definition.Environment === undefined ? {} : { Environment: definition.Environment }),
  };
}
