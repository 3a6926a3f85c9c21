import { TAG_PREFIX, trimSlashes } from '../../tuning';
import type { BucketLike } from '../values/references';
import type { Home } from './execution-grants';
import type { Statement } from './policy-document';

const OWNER_TAG = `${TAG_PREFIX}owner`;

/** A part of a bucket. */
export interface BucketPrefix {
  readonly bucket: BucketLike;
  readonly prefix: string;
}

/** What a pipeline's stacks use. */
export interface PipelineScope {
  /** The provider's `owner`: the apply role changes nothing of SageMaker that does not carry it as tag. */
  readonly owner: string;
  readonly executionRoleArns: readonly string[];
  readonly repositoryArns: readonly string[];
  /** Buckets of data and artifacts. */
  readonly buckets: readonly BucketLike[];
  /** Where Terraform keeps the state. */
  readonly state: BucketPrefix;
  /** Where reviewed plans wait for their merge. */
  readonly plans: BucketPrefix;
}

/** Actions of SageMaker that name no object, or lists of them. */
const LISTS = [
  'sagemaker:ListEndpointConfigs',
  'sagemaker:ListEndpoints',
  'sagemaker:ListHyperParameterTuningJobs',
  'sagemaker:ListModels',
  'sagemaker:ListTrainingJobs',
  'servicequotas:ListServiceQuotas',
];
const DESCRIPTIONS = [
  'sagemaker:DescribeEndpoint',
  'sagemaker:DescribeEndpointConfig',
  'sagemaker:DescribeHyperParameterTuningJob',
  'sagemaker:DescribeModel',
  'sagemaker:DescribeTrainingJob',
  'sagemaker:ListTags',
  'sagemaker:ListTrainingJobsForHyperParameterTuningJob',
];
const CREATIONS = [
  'sagemaker:CreateEndpoint',
  'sagemaker:CreateEndpointConfig',
  'sagemaker:CreateHyperParameterTuningJob',
  'sagemaker:CreateModel',
  'sagemaker:CreateTrainingJob',
  // SageMaker asks for it when an object is created with tags.
  'sagemaker:AddTags',
];
const CHANGES = [
  'sagemaker:AddTags',
  'sagemaker:DeleteEndpoint',
  'sagemaker:DeleteEndpointConfig',
  'sagemaker:DeleteHyperParameterTuningJob',
  'sagemaker:DeleteModel',
  'sagemaker:DeleteTags',
  'sagemaker:DeleteTrainingJob',
  'sagemaker:InvokeEndpoint',
  'sagemaker:StopHyperParameterTuningJob',
  'sagemaker:StopTrainingJob',
  'sagemaker:UpdateEndpoint',
];
const IMAGE_READS = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const IMAGE_WRITES = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchDeleteImage',
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];
const LOG_READS = ['logs:DescribeLogStreams', 'logs:GetLogEvents'];

/** Statements of the role that plans: it reads, writes the lock of the state, and leaves plans behind. */
export function planStatements(scope: PipelineScope, home: Home): readonly Statement[] {
  const { state, plans } = scope;
  return [...readStatements(scope, home), ...stateReads(state), lockOf(state), writeTo('KeepPlans', plans)];
}

/** Statements of the role that applies. It changes only what is the owner's, and passes only the given roles, only to SageMaker. */
export function applyStatements(scope: PipelineScope, home: Home): readonly Statement[] {
  const { owner, state, plans, repositoryArns, executionRoleArns } = scope;
  const everyObject = [`arn:${home.partition}:sagemaker:${home.region}:${home.account}:*`];
  return [
    ...readStatements(scope, home),
    {
      sid: 'CreateForOwner',
      actions: CREATIONS,
      resources: everyObject,
      conditions: { StringEquals: { [`aws:RequestTag/${OWNER_TAG}`]: owner } },
    },
    {
      sid: 'ChangeWhatIsOwned',
      actions: CHANGES,
      resources: everyObject,
      conditions: { StringEquals: { [`aws:ResourceTag/${OWNER_TAG}`]: owner } },
    },
    {
      sid: 'PassExecutionRoles',
      actions: ['iam:PassRole'],
      resources: executionRoleArns,
      conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    },
    ...over(repositoryArns, { sid: 'PushImages', actions: IMAGE_WRITES, resources: repositoryArns }),
    ...stateReads(state),
    writeTo('WriteState', state),
    lockOf(state),
    ...readsOf('Plans', plans),
  ];
}

function readStatements(
  { executionRoleArns, repositoryArns, buckets }: PipelineScope,
  { partition, region, account }: Home,
): readonly Statement[] {
  const bucketArns = buckets.map(({ bucketArn }) => bucketArn);
  return [
    // None of these accepts a narrower resource.
    { sid: 'List', actions: [...LISTS, 'ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'Describe',
      actions: DESCRIPTIONS,
      resources: [`arn:${partition}:sagemaker:${region}:${account}:*`],
    },
    {
      sid: 'ReadLogs',
      actions: LOG_READS,
      resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/sagemaker/TrainingJobs:*`],
    },
    { sid: 'ReadRoles', actions: ['iam:GetRole'], resources: executionRoleArns },
    ...over(repositoryArns, { sid: 'ReadImages', actions: IMAGE_READS, resources: repositoryArns }),
    ...over(bucketArns, { sid: 'ListData', actions: ['s3:ListBucket'], resources: bucketArns }),
    ...over(bucketArns, {
      sid: 'ReadData',
      actions: ['s3:GetObject'],
      resources: bucketArns.map((arn) => `${arn}/*`),
    }),
  ];
}

const stateReads = (state: BucketPrefix): readonly Statement[] => readsOf('State', state);

const readsOf = (what: string, { bucket, prefix }: BucketPrefix): readonly Statement[] => [
  {
    sid: `List${what}`,
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': [`${trimSlashes(prefix)}/*`] } },
  },
  { sid: `Read${what}`, actions: ['s3:GetObject'], resources: [objectsOf({ bucket, prefix })] },
];

const writeTo = (sid: string, place: BucketPrefix): Statement => ({
  sid,
  actions: ['s3:PutObject'],
  resources: [objectsOf(place)],
});

/** Terraform keeps the lock of an S3 backend beside the state (`use_lockfile`). */
const lockOf = (state: BucketPrefix): Statement => ({
  sid: 'LockState',
  actions: ['s3:PutObject', 's3:DeleteObject'],
  resources: [`${objectsOf(state)}.tflock`],
});

const objectsOf = ({ bucket, prefix }: BucketPrefix): string =>
  `${bucket.bucketArn}/${trimSlashes(prefix)}/*`;

const over = (list: readonly unknown[], statement: Statement): readonly Statement[] =>
  list.length === 0 ? [] : [statement];
