import { below } from '../../kernel';
import type { MemberTable } from '../../kernel';
import { allServed, most, only, served, TAGS, unenforced } from './treatments';

const NO_VPC = 'processes of this machine are in no VPC';
const NO_KEY = 'nothing on this machine is encrypted with a KMS key';
const AT_ONCE = 'the new server takes over as soon as it answers';

const CONTAINER: MemberTable = {
  ...allServed(
    'Image',
    'ModelDataUrl',
    'Environment',
    'ModelDataSource.S3DataSource.S3Uri',
    'ModelDataSource.S3DataSource.S3DataType',
    'ModelDataSource.S3DataSource.CompressionType',
  ),
  Mode: only('SingleModel'),
  ContainerHostname: unenforced('it addresses one of several containers'),
  'ImageConfig.RepositoryAccessMode': only('Platform'),
};

/** CreateModel. */
export const MODEL_MEMBERS: MemberTable = {
  ...TAGS,
  ...below('PrimaryContainer.', CONTAINER),
  ...below('Containers[].', CONTAINER),
  'Containers[]': most(1),
  ...allServed('ModelName', 'ExecutionRoleArn'),
  // How several containers are called; there is one.
  'InferenceExecutionConfig.Mode': only('Serial'),
  'VpcConfig.SecurityGroupIds': unenforced(NO_VPC),
  'VpcConfig.Subnets': unenforced(NO_VPC),
  EnableNetworkIsolation: unenforced(
    'processes of this machine can use its network; on AWS this one could not',
  ),
};

/** CreateEndpointConfig. */
export const ENDPOINT_CONFIG_MEMBERS: MemberTable = {
  ...TAGS,
  ...allServed(
    'EndpointConfigName',
    'ProductionVariants[].VariantName',
    'ProductionVariants[].ModelName',
    'ProductionVariants[].InstanceType',
    'ProductionVariants[].InitialVariantWeight',
    'ProductionVariants[].ContainerStartupHealthCheckTimeoutInSeconds',
  ),
  // The server's log says that one server stands for all of them.
  'ProductionVariants[].InitialInstanceCount': served,
  // Told with the instance type at the head of every log.
  'ProductionVariants[].VolumeSizeInGB': served,
  'ProductionVariants[].ModelDataDownloadTimeoutInSeconds': unenforced(
    'nothing is downloaded over a network',
  ),
  'ProductionVariants[].RoutingConfig.RoutingStrategy': unenforced('a variant has one server'),
  'ProductionVariants[].InferenceAmiVersion': unenforced('servers run on this machine’s own system'),
  'ProductionVariants[].EnableSSMAccess': only(false),
  KmsKeyId: unenforced(NO_KEY),
  // Enabled unless it says otherwise (DataCaptureConfig); a configuration that disables it captures nothing anywhere.
  'DataCaptureConfig.EnableCapture': only(false),
  ...allServed(
    'DataCaptureConfig.InitialSamplingPercentage',
    'DataCaptureConfig.DestinationS3Uri',
    'DataCaptureConfig.CaptureOptions[].CaptureMode',
    'DataCaptureConfig.KmsKeyId',
    'DataCaptureConfig.CaptureContentTypeHeader.CsvContentTypes',
    'DataCaptureConfig.CaptureContentTypeHeader.JsonContentTypes',
  ),
};

const DEPLOYMENT: MemberTable = {
  'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.Type': only('ALL_AT_ONCE'),
  'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.WaitIntervalInSeconds':
    unenforced(AT_ONCE),
  'DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds': unenforced(
    'the old server ends as soon as it has answered its open requests',
  ),
  'DeploymentConfig.BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds': unenforced(AT_ONCE),
};

/** CreateEndpoint. */
export const ENDPOINT_MEMBERS: MemberTable = {
  ...TAGS,
  ...DEPLOYMENT,
  ...allServed('EndpointName', 'EndpointConfigName'),
};

/** UpdateEndpoint. */
export const ENDPOINT_UPDATE_MEMBERS: MemberTable = {
  ...DEPLOYMENT,
  ...allServed(
    'EndpointName',
    'EndpointConfigName',
    'RetainAllVariantProperties',
    'ExcludeRetainedVariantProperties[].VariantPropertyType',
    'RetainDeploymentConfig',
  ),
};
