import type { MemberTable } from '../../kernel';
import { allServed, most, only, served, TAGS, unenforced } from './treatments';

const NO_VPC = 'processes of this machine are in no VPC';
const NO_KEY = 'nothing on this machine is encrypted with a KMS key';
const NO_PROFILER = 'no profiler runs here';

/** What a training job and a tuning job's definition have in common. */
export const TRIAL_MEMBERS: MemberTable = {
  ...allServed(
    'RoleArn',
    'AlgorithmSpecification.TrainingImage',
    'AlgorithmSpecification.AlgorithmName',
    'AlgorithmSpecification.MetricDefinitions[].Name',
    'AlgorithmSpecification.MetricDefinitions[].Regex',
    'InputDataConfig[].ChannelName',
    'InputDataConfig[].ContentType',
    'InputDataConfig[].DataSource.S3DataSource.S3Uri',
    // With one instance the whole of a channel is that instance's share.
    'InputDataConfig[].DataSource.S3DataSource.S3DataDistributionType',
    'OutputDataConfig.S3OutputPath',
    'OutputDataConfig.CompressionType',
    'StoppingCondition.MaxRuntimeInSeconds',
    'StoppingCondition.MaxWaitTimeInSeconds',
    'EnableManagedSpotTraining',
    'CheckpointConfig.S3Uri',
    'CheckpointConfig.LocalPath',
    'RetryStrategy.MaximumRetryAttempts',
    'Environment',
  ),
  // FastFile shows the files that File copies.
  'AlgorithmSpecification.TrainingInputMode': only('File', 'FastFile'),
  'InputDataConfig[].InputMode': only('File', 'FastFile'),
  // Gzip takes effect in input mode Pipe alone.
  'InputDataConfig[].CompressionType': only('None'),
  'InputDataConfig[].RecordWrapperType': only('None'),
  'InputDataConfig[].DataSource.S3DataSource.S3DataType': only('S3Prefix', 'ManifestFile'),
  'ResourceConfig.InstanceType': served,
  'ResourceConfig.InstanceCount': most(1),
  // Told with the instance type at the head of every log: both are simulated by this machine.
  'ResourceConfig.VolumeSizeInGB': served,
  'ResourceConfig.VolumeKmsKeyId': unenforced(NO_KEY),
  'ResourceConfig.KeepAlivePeriodInSeconds': unenforced(
    'nothing stays warm between two jobs, and nothing is billed',
  ),
  'OutputDataConfig.KmsKeyId': unenforced(NO_KEY),
  'VpcConfig.SecurityGroupIds': unenforced(NO_VPC),
  'VpcConfig.Subnets': unenforced(NO_VPC),
  EnableNetworkIsolation: unenforced(
    'processes of this machine can use its network; on AWS this one could not',
  ),
  EnableInterContainerTrafficEncryption: unenforced('a job has one instance'),
};

/** CreateTrainingJob. */
export const TRAINING_MEMBERS: MemberTable = {
  ...TRIAL_MEMBERS,
  ...TAGS,
  ...allServed(
    'TrainingJobName',
    'HyperParameters',
    'AlgorithmSpecification.ContainerEntrypoint',
    'AlgorithmSpecification.ContainerArguments',
  ),
  'AlgorithmSpecification.TrainingImageConfig.TrainingRepositoryAccessMode': only('Platform'),
  'AlgorithmSpecification.EnableSageMakerMetricsTimeSeries': unenforced(
    'metrics are only in the log and in the final list',
  ),
  // The SageMaker Python SDK asks for the profiler unless it is told not to; training is the same without it.
  'ProfilerConfig.S3OutputPath': unenforced(NO_PROFILER),
  'ProfilerConfig.ProfilingIntervalInMilliseconds': unenforced(NO_PROFILER),
  'ProfilerConfig.ProfilingParameters': unenforced(NO_PROFILER),
  'ProfilerConfig.DisableProfiler': served,
  ...Object.fromEntries(
    [
      'RuleConfigurationName',
      'RuleEvaluatorImage',
      'LocalPath',
      'S3OutputPath',
      'InstanceType',
      'VolumeSizeInGB',
      'RuleParameters',
    ].map((name) => [`ProfilerRuleConfigurations[].${name}`, unenforced(NO_PROFILER)]),
  ),
  'RemoteDebugConfig.EnableRemoteDebug': only(false),
  'InfraCheckConfig.EnableInfraCheck': only(false),
  'SessionChainingConfig.EnableSessionTagChaining': only(false),
};
