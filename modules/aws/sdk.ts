/**
 * The part of the AWS SDK that this project uses. A file of its own, so that the executable evaluates the SDK only
 * when a call is about to be made, and carries no command that nobody sends. One file and not one per client: what
 * they share is by far the larger part.
 */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
export { getEndpointFromInstructions } from '@smithy/core/endpoints';
export {
  BatchDeleteImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
export {
  AddTagsCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteHyperParameterTuningJobCommand,
  DeleteModelCommand,
  DeleteTagsCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeModelCommand,
  DescribeTrainingJobCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListHyperParameterTuningJobsCommand,
  ListModelsCommand,
  ListTagsCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  paginateListEndpointConfigs,
  paginateListEndpoints,
  paginateListHyperParameterTuningJobs,
  paginateListModels,
  paginateListTrainingJobs,
  SageMakerClient,
  StopHyperParameterTuningJobCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
export { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
