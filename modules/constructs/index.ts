export { ArtifactBucket } from './artifact-bucket';
export type { ArtifactBucketProps } from './artifact-bucket';
export { AwsProviderFor } from './aws-provider-for';
export type { AwsProviderForProps } from './aws-provider-for';
export type { ImportSource } from './bindings/importable';
export type {
  TuneformAlgorithmSpecification,
  TuneformCheckpointConfig,
  TuneformHyperParameterTuningResourceConfig,
  TuneformInputDataConfig,
  TuneformObjective,
  TuneformOutputDataConfig,
  TuneformParameterRange,
  TuneformParameterRanges,
  TuneformResourceConfig,
  TuneformRetryStrategy,
  TuneformStoppingCondition,
  TuneformVpcConfig,
} from './bindings/shapes';
export { DataTuneformChampion } from './bindings/data-tuneform-champion';
export type { DataTuneformChampionConfig } from './bindings/data-tuneform-champion';
export { DataTuneformExperiment } from './bindings/data-tuneform-experiment';
export type { DataTuneformExperimentConfig } from './bindings/data-tuneform-experiment';
export { DataTuneformInstanceRecommendation } from './bindings/data-tuneform-instance-recommendation';
export type { DataTuneformInstanceRecommendationConfig } from './bindings/data-tuneform-instance-recommendation';
export { DataTuneformTrainingJobs } from './bindings/data-tuneform-training-jobs';
export type { DataTuneformTrainingJobsConfig } from './bindings/data-tuneform-training-jobs';
export { TuneformChampion } from './bindings/tuneform-champion';
export type { TuneformChampionConfig } from './bindings/tuneform-champion';
export { TuneformContainerImage } from './bindings/tuneform-container-image';
export type { TuneformContainerImageConfig } from './bindings/tuneform-container-image';
export { TuneformEndpoint } from './bindings/tuneform-endpoint';
export type { TuneformEndpointConfig } from './bindings/tuneform-endpoint';
export { TuneformExperiment } from './bindings/tuneform-experiment';
export type { TuneformExperimentConfig } from './bindings/tuneform-experiment';
export { TuneformProviderBinding } from './bindings/tuneform-provider-binding';
export type { TuneformProviderConfig, TuneformProviderEndpoints } from './bindings/tuneform-provider-binding';
export { TuneformTrainingJob } from './bindings/tuneform-training-job';
export type { TuneformTrainingJobConfig } from './bindings/tuneform-training-job';
export { ChannelData } from './channel-data';
export type { ChannelDataProps } from './channel-data';
export { ConfigurationChannel } from './configuration-channel';
export type { ConfigurationChannelProps } from './configuration-channel';
export { ContainerImage } from './container-image';
export type { ContainerImageProps } from './container-image';
export { App, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from './dialect';
export { ExecutionRole } from './execution-role';
export type { ExecutionRoleProps } from './execution-role';
export type {
  ExperimentEndpoint,
  ExperimentGate,
  ExperimentLimits,
  SmokeRequestConfig,
  TuningExperimentProps,
  WarmStart,
} from './experiment-props';
export { ImageRepository } from './image-repository';
export type { ImageRepositoryProps } from './image-repository';
export { PipelineRoles } from './pipeline-roles';
export type { PipelineRolesProps } from './pipeline-roles';
export type { BucketPrefix, PipelineScope } from './policy/pipeline-grants';
export type { CodeRepository, GithubRepository, GitlabProject } from './policy/pipeline-trust';
export type { SmokeRun } from './smoke-run';
export { TuneformProvider } from './tuneform-provider';
export type { TuneformProviderProps } from './tuneform-provider';
export type { Checkpoints, ExperimentInstance, SpotTraining, TrainingProps } from './training-props';
export { TuningExperiment } from './tuning-experiment';
export type { S3Address } from '../tuning';
export { Channel } from './values/channel';
export type {
  ChannelDataSource,
  ChannelOptions,
  ChannelSettings,
  ManifestOptions,
  OtherChannel,
  S3Channel,
} from './values/channel';
export type { BucketLike, ImageLike, RepositoryLike, RoleLike } from './values/references';
export { repositoryAddress } from './values/repository-address';
export type { RepositoryPlace } from './values/repository-address';
export { Objective } from './values/objective';
export { Range } from './values/range';
export { expandSweep, resolveConfiguration } from '../configuration';
export type {
  ConfigurationProps,
  Layer,
  Mapping,
  Origin,
  ResolvedConfiguration,
  Setting,
  SweepOptions,
  SweepRun,
  Value,
} from '../configuration';
export type { Scaling } from '../tuning';
export { Target } from './values/target';
export type { AwsEndpoints, AwsTarget, LocalTarget } from './values/target';
