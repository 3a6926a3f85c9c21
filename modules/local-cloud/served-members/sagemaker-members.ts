import type { MemberTable } from '../../kernel';
import { ALGORITHM_MEMBERS } from './algorithm-members';
import {
  ENDPOINT_CONFIG_MEMBERS,
  ENDPOINT_MEMBERS,
  ENDPOINT_UPDATE_MEMBERS,
  MODEL_MEMBERS,
} from './hosting-members';
import { TRAINING_MEMBERS } from './training-members';
import { allServed, TAGS } from './treatments';
import { TUNING_MEMBERS } from './tuning-members';

const PAGE = ['NextToken', 'MaxResults', 'SortBy', 'SortOrder'] as const;
const BY_NAME_AND_CREATION = [...PAGE, 'NameContains', 'CreationTimeAfter', 'CreationTimeBefore'] as const;
const BY_STATUS = [
  ...BY_NAME_AND_CREATION,
  'LastModifiedTimeAfter',
  'LastModifiedTimeBefore',
  'StatusEquals',
] as const;

const named = (member: string, ...verbs: readonly string[]): Readonly<Record<string, MemberTable>> =>
  Object.fromEntries(
    verbs.map((verb) => [`${verb}${member.replace(/Name$/, '')}`, allServed(member)] as const),
  );

/** What the local cloud does with every member of every SageMaker request, by operation. */
export const SAGEMAKER_MEMBERS: Readonly<Record<string, MemberTable>> = {
  CreateHyperParameterTuningJob: TUNING_MEMBERS,
  CreateTrainingJob: TRAINING_MEMBERS,
  CreateAlgorithm: ALGORITHM_MEMBERS,
  CreateModel: MODEL_MEMBERS,
  CreateEndpointConfig: ENDPOINT_CONFIG_MEMBERS,
  CreateEndpoint: ENDPOINT_MEMBERS,
  UpdateEndpoint: ENDPOINT_UPDATE_MEMBERS,
  UpdateEndpointWeightsAndCapacities: allServed(
    'EndpointName',
    'DesiredWeightsAndCapacities[].VariantName',
    'DesiredWeightsAndCapacities[].DesiredWeight',
    'DesiredWeightsAndCapacities[].DesiredInstanceCount',
  ),
  ...named('HyperParameterTuningJobName', 'Describe', 'Stop', 'Delete'),
  ...named('TrainingJobName', 'Describe', 'Stop', 'Delete'),
  ...named('AlgorithmName', 'Describe', 'Delete'),
  ...named('ModelName', 'Describe', 'Delete'),
  ...named('EndpointConfigName', 'Describe', 'Delete'),
  ...named('EndpointName', 'Describe', 'Delete'),
  ListHyperParameterTuningJobs: allServed(...BY_STATUS),
  ListTrainingJobs: allServed(...BY_STATUS),
  ListTrainingJobsForHyperParameterTuningJob: allServed(
    ...PAGE,
    'HyperParameterTuningJobName',
    'StatusEquals',
  ),
  ListAlgorithms: allServed(...BY_NAME_AND_CREATION),
  ListModels: allServed(...BY_NAME_AND_CREATION),
  ListEndpointConfigs: allServed(...BY_NAME_AND_CREATION),
  ListEndpoints: allServed(...BY_STATUS),
  AddTags: { ...TAGS, ...allServed('ResourceArn') },
  ListTags: allServed('ResourceArn', 'NextToken', 'MaxResults'),
  DeleteTags: allServed('ResourceArn', 'TagKeys'),
};

/** What the local cloud does with every member of an invocation. */
export const RUNTIME_MEMBERS: Readonly<Record<string, MemberTable>> = {
  InvokeEndpoint: allServed(
    'EndpointName',
    'Body',
    'ContentType',
    'Accept',
    'CustomAttributes',
    'TargetVariant',
    'InferenceId',
  ),
};
