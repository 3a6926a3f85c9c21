import { Channel, ExecutionRole, Objective, Range, TuningExperiment } from '../../../modules/constructs';
import type { TrainingProps, TuningExperimentProps } from '../../../modules/constructs';
import { writtenExperiment } from '../../../modules/tuning';
import { localStack, only, synthesised } from './synthesised';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/one';
const IMAGE = `000000000000.dkr.ecr.us-east-1.amazonaws.com/digits@sha256:${'a'.repeat(64)}`;
const PLAN = `${ARN}:training-plan/a-plan-of-our-own`;
const BUCKET = { bucketName: 'artifacts', bucketArn: 'arn:aws:s3:::artifacts' };

const TRAINING: TrainingProps = {
  image: IMAGE,
  role: { roleArn: 'arn:aws:iam::000000000000:role/execution' },
  objective: Objective.maximize('accuracy'),
  ranges: { rate: Range.logarithmic(0.01, 0.3) },
  channels: { train: Channel.csv(BUCKET, 'train') },
  output: BUCKET,
  instance: { type: 'ml.m5.large' },
};
const BASE: TuningExperimentProps = { ...TRAINING, limits: { trainingJobs: 20, parallel: 2 } };
const { instance: _machines, ...WITHOUT_MACHINES } = BASE;

const { image: _address, ...WITHOUT_IMAGE } = BASE;

const SPOT = {
  spot: { maxWaitTimeInSeconds: 7200 },
  checkpoints: { bucket: BUCKET, prefix: '/progress/', localPath: '/opt/ml/progress' },
  stopping: { maxRuntimeInSeconds: 3600, maxPendingTimeInSeconds: 86_400 },
} as const;

/** Each uses props that another one excludes. All are valid. */
const EXPERIMENTS: Readonly<Record<string, TuningExperimentProps>> = {
  spot: {
    ...BASE,
    ...SPOT,
    strategy: 'Hyperband',
    strategyConfig: { hyperbandStrategyConfig: { minResource: 1, maxResource: 27 } },
    retryStrategy: { maximumRetryAttempts: 3 },
    vpcConfig: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
    enableNetworkIsolation: true,
    enableInterContainerTrafficEncryption: true,
    environment: { LOG_LEVEL: 'info' },
    staticHyperParameters: { rounds: 60 },
    outputKmsKeyArn: KEY,
    outputCompression: 'NONE',
    ranges: {
      rate: Range.logarithmic(0.01, 0.3),
      depth: Range.integer(1, 9),
      booster: Range.categorical(['gbtree', 'dart']),
    },
    inputMode: 'File',
    instance: { type: 'ml.m5.large', count: 2, volumeSizeInGb: 50, volumeKmsKeyArn: KEY },
    warmStart: { parents: ['digits-g1'], type: 'TransferLearning' },
    limits: { trainingJobs: 20, parallel: 2, maxRuntimeInSeconds: 7200 },
  },
  algorithm: { ...WITHOUT_IMAGE, algorithmName: `${ARN}:algorithm/boosting` },
  criteria: {
    ...BASE,
    metrics: { loss: 'loss=(\\S+)' },
    channels: { train: Channel.s3(BUCKET, 'train') },
    randomSeed: 7,
    earlyStopping: true,
    tuningJobCompletionCriteria: {
      targetObjectiveMetricValue: 0.99,
      bestObjectiveNotImproving: { maxNumberOfTrainingJobsNotImproving: 5 },
      convergenceDetected: { completeOnConvergence: 'Enabled' },
    },
    instance: { type: 'ml.m5.large', keepAlivePeriodInSeconds: 600 },
  },
  autotune: { ...BASE, autotune: { mode: 'Enabled' }, autoParameters: { depth: '5' } },
  groups: {
    ...BASE,
    instance: {
      instanceGroups: [
        { instanceGroupName: 'workers', instanceType: 'ml.m5.large', instanceCount: 2 },
        { instanceGroupName: 'server', instanceType: 'ml.m5.xlarge', instanceCount: 1 },
      ],
    },
    vpcConfig: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
    inputMode: 'Pipe',
    channels: {
      train: Channel.csv(BUCKET, 'train', {
        instanceGroupNames: ['workers'],
        distribution: 'ShardedByS3Key',
        compressionType: 'Gzip',
        recordWrapperType: 'RecordIO',
        shuffleConfig: { seed: 7 },
      }),
      list: Channel.manifest(BUCKET, 'list.manifest'),
      labels: Channel.augmentedManifest(BUCKET, 'labels.manifest', ['source-ref', 'label']),
      shared: Channel.fileSystem(
        {
          fileSystemId: 'fs-0123456789abcdef0',
          fileSystemAccessMode: 'ro',
          fileSystemType: 'EFS',
          directoryPath: '/data',
        },
        { inputMode: 'File' },
      ),
      hub: Channel.dataset(`${ARN}:hub-content/hub/DataSet/digits/1.0.0`),
      model: Channel.s3(BUCKET, 'model', {
        modelAccessConfig: { acceptEula: true },
        hubAccessConfig: { hubContentArn: `${ARN}:hub-content/hub/Model/digits/1.0.0` },
      }),
    },
  },
  preferences: {
    ...BASE,
    instance: {
      instancePreferences: [{ instanceType: 'ml.p5.48xlarge', instanceCount: 1, trainingPlanArns: [PLAN] }],
    },
  },
  placement: {
    ...BASE,
    instance: {
      type: 'ml.p5.48xlarge',
      trainingPlanArn: PLAN,
      instancePlacementConfig: {
        enableMultipleJobs: true,
        placementSpecifications: [{ ultraServerId: 'server-1', instanceCount: 1 }],
      },
    },
  },
  alternatives: {
    ...WITHOUT_MACHINES,
    hyperParameterTuningResourceConfig: {
      allocationStrategy: 'Prioritized',
      volumeKmsKeyId: KEY,
      instanceConfigs: [{ instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeInGb: 40 }],
    },
  },
  single: {
    ...WITHOUT_MACHINES,
    hyperParameterTuningResourceConfig: {
      instanceType: 'ml.m5.large',
      instanceCount: 2,
      volumeSizeInGb: 40,
    },
  },
};

const bodyOf = (props: TuningExperimentProps): Readonly<Record<string, unknown>> => {
  const stack = localStack();
  new TuningExperiment(stack, 'Digits', props);
  return only(synthesised(stack), 'tuneform_experiment');
};

interface Node {
  readonly kind: string;
  readonly attributes?: Readonly<Record<string, Node>>;
}

/** Names of the leaves of the model, dotted. */
function leavesOf(attributes: Readonly<Record<string, Node>>, at = ''): string[] {
  return Object.entries(attributes).flatMap(([name, { attributes: inner }]) =>
    inner === undefined ? [`${at}${name}`] : leavesOf(inner, `${at}${name}.`),
  );
}

/** Names of the leaves of the model that a body has. */
function given(body: unknown, attributes: Readonly<Record<string, Node>>, at = ''): string[] {
  const bodies = (Array.isArray(body) ? body : [body]) as Readonly<Record<string, unknown>>[];
  return bodies.flatMap((one) =>
    Object.entries(attributes).flatMap(([name, { attributes: inner }]) => {
      if (one[name] === undefined) return [];
      return inner === undefined ? [`${at}${name}`] : given(one[name], inner, `${at}${name}.`);
    }),
  );
}

describe('the construct of an experiment', () => {
  const model = writtenExperiment as unknown as Readonly<Record<string, Node>>;
  const { training_job_definitions: listed, ...flat } = model;

  /** Attributes of the model that the construct leaves out, each with the reason. None so far. */
  const LEFT_OUT: Readonly<Record<string, string>> = {};

  it('offers every attribute of the model, or names the reason', () => {
    const offered = new Set(Object.values(EXPERIMENTS).flatMap((props) => given(bodyOf(props), flat)));
    expect(leavesOf(flat).filter((leaf) => !offered.has(leaf))).toEqual(Object.keys(LEFT_OUT));
  });

  it('offers every attribute of a definition among several, or names the reason', () => {
    const inside = listed?.attributes ?? {};
    const offered = new Set(
      Object.values(EXPERIMENTS).flatMap(({ earlyStopping: _one, warmStart: _alone, ...props }) =>
        given(bodyOf({ ...props, trainingDefinitions: { only: {} } })['training_job_definitions'], inside),
      ),
    );
    expect(leavesOf(inside).length).toBeGreaterThan(50);
    expect(leavesOf(inside).filter((leaf) => !offered.has(leaf))).toEqual(Object.keys(LEFT_OUT));
  });

  it('says to Terraform what spot, checkpoints, a network and warm start are, whole', () => {
    const spot = EXPERIMENTS['spot'] ?? BASE;
    expect(bodyOf(spot)).toMatchObject({
      strategy_config: { hyperband_strategy_config: { min_resource: 1, max_resource: 27 } },
      enable_managed_spot_training: true,
      stopping_condition: {
        max_runtime_in_seconds: 3600,
        max_wait_time_in_seconds: 7200,
        max_pending_time_in_seconds: 86_400,
      },
      checkpoint_config: { s3_uri: 's3://artifacts/progress', local_path: '/opt/ml/progress' },
      retry_strategy: { maximum_retry_attempts: 3 },
      vpc_config: { subnets: ['subnet-1'], security_group_ids: ['sg-1'] },
      enable_network_isolation: true,
      enable_inter_container_traffic_encryption: true,
      output_data_config: { kms_key_id: KEY, compression_type: 'NONE' },
      resource_config: {
        instance_type: 'ml.m5.large',
        instance_count: 2,
        volume_size_in_gb: 50,
        volume_kms_key_id: KEY,
      },
      warm_start_config: {
        parent_hyper_parameter_tuning_jobs: [{ hyper_parameter_tuning_job_name: 'digits-g1' }],
        warm_start_type: 'TransferLearning',
      },
    });
  });

  it('says to Terraform where each kind of channel lies', () => {
    const { input_data_config: channels } = bodyOf(EXPERIMENTS['groups'] ?? BASE);
    expect(channels).toEqual([
      {
        channel_name: 'train',
        content_type: 'text/csv',
        compression_type: 'Gzip',
        record_wrapper_type: 'RecordIO',
        shuffle_config: { seed: 7 },
        data_source: {
          s3_data_source: {
            s3_uri: 's3://artifacts/train/',
            s3_data_distribution_type: 'ShardedByS3Key',
            instance_group_names: ['workers'],
          },
        },
      },
      {
        channel_name: 'list',
        data_source: {
          s3_data_source: { s3_uri: 's3://artifacts/list.manifest', s3_data_type: 'ManifestFile' },
        },
      },
      {
        channel_name: 'labels',
        input_mode: 'Pipe',
        data_source: {
          s3_data_source: {
            s3_uri: 's3://artifacts/labels.manifest',
            s3_data_type: 'AugmentedManifestFile',
            attribute_names: ['source-ref', 'label'],
          },
        },
      },
      {
        channel_name: 'shared',
        input_mode: 'File',
        data_source: {
          file_system_data_source: {
            file_system_id: 'fs-0123456789abcdef0',
            file_system_access_mode: 'ro',
            file_system_type: 'EFS',
            directory_path: '/data',
          },
        },
      },
      {
        channel_name: 'hub',
        data_source: { dataset_source: { dataset_arn: `${ARN}:hub-content/hub/DataSet/digits/1.0.0` } },
      },
      {
        channel_name: 'model',
        data_source: {
          s3_data_source: {
            s3_uri: 's3://artifacts/model/',
            model_access_config: { accept_eula: true },
            hub_access_config: { hub_content_arn: `${ARN}:hub-content/hub/Model/digits/1.0.0` },
          },
        },
      },
    ]);
  });

  it('gives each of several definitions what the experiment says, but for what it says itself', () => {
    const body = bodyOf({
      ...BASE,
      trainingDefinitions: {
        trees: {},
        bought: {
          algorithmName: `${ARN}:algorithm/boosting`,
          ranges: { depth: Range.integer(1, 9) },
          hyperParameterTuningResourceConfig: { instanceConfigs: [{ instanceType: 'ml.m5.xlarge' }] },
        },
      },
    });
    const shared = {
      role_arn: TRAINING.role.roleArn,
      tuning_objective: { type: 'Maximize', metric_name: 'accuracy', regex: TRAINING.objective.regex },
      input_data_config: [
        {
          channel_name: 'train',
          content_type: 'text/csv',
          data_source: { s3_data_source: { s3_uri: 's3://artifacts/train/' } },
        },
      ],
      output_data_config: { s3_output_path: 's3://artifacts/digits/output' },
      stopping_condition: { max_runtime_in_seconds: 3600 },
    };
    expect(body).toEqual({
      name: 'digits',
      resource_limits: { max_number_of_training_jobs: 20, max_parallel_training_jobs: 2 },
      training_job_definitions: [
        {
          ...shared,
          definition_name: 'trees',
          hyper_parameter_ranges: {
            continuous_parameter_ranges: [
              { name: 'rate', min_value: 0.01, max_value: 0.3, scaling_type: 'Logarithmic' },
            ],
          },
          algorithm_specification: { training_image: IMAGE },
          resource_config: { instance_type: 'ml.m5.large' },
        },
        {
          ...shared,
          definition_name: 'bought',
          hyper_parameter_ranges: {
            integer_parameter_ranges: [{ name: 'depth', min_value: 1, max_value: 9, scaling_type: 'Auto' }],
          },
          algorithm_specification: { algorithm_name: `${ARN}:algorithm/boosting` },
          hyper_parameter_tuning_resource_config: { instance_configs: [{ instance_type: 'ml.m5.xlarge' }] },
        },
      ],
    });
  });

  it('learns from another experiment, whose newest search Terraform will know', () => {
    const stack = localStack();
    const parent = new TuningExperiment(stack, 'Parent', BASE);
    new TuningExperiment(stack, 'Child', {
      ...BASE,
      warmStart: { parents: [parent], type: 'IdenticalDataAndAlgorithm' },
    });
    expect(JSON.stringify(synthesised(stack))).toMatch(
      /"hyper_parameter_tuning_job_name":"\$\{element\(reverse\(split\(\\" \\", tuneform_experiment\.Parent_\w+\.tuning_job_names\)\), 0\)\}"/,
    );
  });

  it('does not serve an algorithm resource, which names no image', () => {
    const props = { ...WITHOUT_IMAGE, algorithmName: 'boosting', endpoint: { instanceType: 'ml.m5.large' } };
    expect(() => bodyOf(props)).toThrow(
      '[stack/Digits] Endpoint Needs an Image: algorithmName is "boosting"',
    );
  });

  it('grants the role the checkpoints, the network and the key of the volumes', () => {
    const stack = localStack();
    const role = new ExecutionRole(stack, 'Role', { name: 'training' });
    new TuningExperiment(stack, 'Digits', { ...(EXPERIMENTS['spot'] ?? BASE), role });
    const policy = only(synthesised(stack), 'aws_iam_role_policy')['policy'] as string;
    const { Statement } = JSON.parse(policy) as { Statement: Readonly<Record<string, unknown>>[] };
    const statement = (sid: string): unknown => Statement.find(({ Sid }) => Sid === sid);
    expect(statement('ReadBucket1')).toMatchObject({
      Resource: ['arn:aws:s3:::artifacts/progress/*', 'arn:aws:s3:::artifacts/train/*'],
    });
    expect(statement('WriteBucket1')).toMatchObject({
      Resource: ['arn:aws:s3:::artifacts/digits/output/*', 'arn:aws:s3:::artifacts/progress/*'],
    });
    expect(statement('UseKeys')).toMatchObject({ Resource: KEY });
    expect(statement('GrantKeys')).toMatchObject({
      Action: 'kms:CreateGrant',
      Resource: KEY,
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
    expect(statement('UseNetwork')).toMatchObject({ Resource: '*' });
  });
});
