import { TerraformStack } from 'cdktf';
import {
  ArtifactBucket,
  AwsProviderFor,
  Channel,
  ExecutionRole,
  ImageRepository,
  Objective,
  Range,
  Target,
  TuneformProvider,
  TuningExperiment,
} from '../../../modules/constructs';
import type { TuningExperimentProps } from '../../../modules/constructs';
import { metricPattern } from '../../../modules/tuning';
import { ENDPOINT_FAULTS } from '../../support/endpoint-faults';
import { localStack, only, synthesised, scratchApp } from './synthesised';
import type { Configuration } from './synthesised';

const IMAGE = '000000000000.dkr.ecr.us-east-1.amazonaws.com/gradient-boosting@sha256:' + 'a'.repeat(64);
const ROLE = { roleArn: 'arn:aws:iam::000000000000:role/execution' };
const BUCKET = { bucketName: 'artifacts', bucketArn: 'arn:aws:s3:::artifacts' };

const PROPS: TuningExperimentProps = {
  image: IMAGE,
  role: ROLE,
  objective: Objective.maximize('validation:accuracy'),
  ranges: {
    learning_rate: Range.logarithmic(0.01, 0.3),
    max_leaf_nodes: Range.integer(4, 64),
    subsample: Range.continuous(0.5, 1),
    booster: Range.categorical(['gbtree', 'dart']),
  },
  limits: { trainingJobs: 20, parallel: 2 },
  channels: { train: Channel.csv(BUCKET, '/churn/train/') },
  output: BUCKET,
  instance: { type: 'ml.m5.large' },
};

const synthesisedWith = (props: Partial<TuningExperimentProps>): Configuration => {
  const stack = localStack();
  new TuningExperiment(stack, 'ChurnModel', { ...PROPS, ...props });
  return synthesised(stack);
};

describe('a tuning experiment', () => {
  it('says to Terraform what its props say, and nothing that they do not', () => {
    expect(only(synthesisedWith({}), 'tuneform_experiment')).toEqual({
      name: 'churn-model',
      role_arn: ROLE.roleArn,
      objective: {
        type: 'Maximize',
        metric_name: 'validation:accuracy',
        regex: metricPattern('validation:accuracy'),
      },
      resource_limits: { max_number_of_training_jobs: 20, max_parallel_training_jobs: 2 },
      parameter_ranges: {
        integer_parameter_ranges: [
          { name: 'max_leaf_nodes', min_value: 4, max_value: 64, scaling_type: 'Auto' },
        ],
        continuous_parameter_ranges: [
          { name: 'learning_rate', min_value: 0.01, max_value: 0.3, scaling_type: 'Logarithmic' },
          { name: 'subsample', min_value: 0.5, max_value: 1, scaling_type: 'Auto' },
        ],
        categorical_parameter_ranges: [{ name: 'booster', values: ['gbtree', 'dart'] }],
      },
      algorithm_specification: { training_image: IMAGE },
      input_data_config: [
        {
          channel_name: 'train',
          content_type: 'text/csv',
          data_source: { s3_data_source: { s3_uri: 's3://artifacts/churn/train/' } },
        },
      ],
      output_data_config: { s3_output_path: 's3://artifacts/churn-model/output' },
      resource_config: { instance_type: 'ml.m5.large' },
      stopping_condition: { max_runtime_in_seconds: 3600 },
    });
  });

  it('is launched only after its smoke run, which trains alike with the hyperparameters given to it', () => {
    const configuration = synthesisedWith({
      staticHyperParameters: { max_iter: 60 },
      tags: { team: 'a' },
      smokeRun: { hyperparameters: { max_iter: 2, booster: 'dart' }, maxRuntimeInSeconds: 300, wait: '5m' },
    });
    const experiment = only(configuration, 'tuneform_experiment');
    expect(only(configuration, 'tuneform_training_job')).toEqual({
      name: 'churn-model-smoke',
      role_arn: ROLE.roleArn,
      hyper_parameters: { max_iter: '2', booster: 'dart' },
      algorithm_specification: {
        training_image: IMAGE,
        metric_definitions: [{ name: 'validation:accuracy', regex: metricPattern('validation:accuracy') }],
      },
      input_data_config: experiment['input_data_config'],
      output_data_config: { s3_output_path: 's3://artifacts/churn-model-smoke/output' },
      resource_config: { instance_type: 'ml.m5.large' },
      stopping_condition: { max_runtime_in_seconds: 300 },
      wait: { timeout: '5m' },
      tags: { team: 'a' },
    });
    expect(experiment['depends_on']).toEqual([
      expect.stringMatching(/^tuneform_training_job[.]\w+SmokeRun\w*$/),
    ]);
  });

  it('is launched only after a smoke run of each of its training definitions, on the machines that it prefers', () => {
    const configuration = synthesisedWith({
      trainingDefinitions: {
        trees: {},
        forests: {
          hyperParameterTuningResourceConfig: {
            instanceConfigs: [
              { instanceType: 'ml.c5.xlarge', instanceCount: 1 },
              { instanceType: 'ml.m5.xlarge' },
            ],
          },
        },
      },
      smokeRun: {},
    });
    const runs = Object.values(configuration.resource?.['tuneform_training_job'] ?? {});
    expect(runs).toMatchObject([
      { name: 'churn-model-forests-smoke', resource_config: { instance_type: 'ml.c5.xlarge' } },
      { name: 'churn-model-trees-smoke', resource_config: { instance_type: 'ml.m5.large' } },
    ]);
    expect(only(configuration, 'tuneform_experiment')['depends_on']).toHaveLength(2);
  });

  it.each<{ bucket: string; gives: unknown; props: Partial<TuningExperimentProps> }>([
    { bucket: 'that stays', gives: undefined, props: {} },
    {
      bucket: 'destroyed with its objects',
      gives: 'delete',
      props: { output: { ...BUCKET, forceDestroy: true } },
    },
    {
      bucket: 'destroyed with its objects, and a definition’s own that stays',
      gives: undefined,
      props: {
        output: { ...BUCKET, forceDestroy: true },
        trainingDefinitions: { trees: {}, forests: { output: BUCKET } },
      },
    },
    {
      bucket: 'destroyed with its objects, and a choice',
      gives: 'stop',
      props: { output: { ...BUCKET, forceDestroy: true }, onDestroy: 'stop' },
    },
  ])('deletes its records when destroyed only with all artifacts: a bucket $bucket', ({ gives, props }) => {
    expect(only(synthesisedWith(props), 'tuneform_experiment')['on_destroy']).toBe(gives);
  });

  it('passes every option on', () => {
    const experiment = only(
      synthesisedWith({
        name: 'churn',
        strategy: 'Random',
        randomSeed: 7,
        earlyStopping: true,
        inputMode: 'FastFile',
        metrics: { 'train:loss': 'train:loss=(\\S+)' },
        staticHyperParameters: { max_iter: 60, early_stopping: false, objective: 'classification' },
        limits: { trainingJobs: 20, parallel: 2, maxRuntimeInSeconds: 7200 },
        outputPrefix: '/models/',
        outputKmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/one',
        instance: { type: 'ml.m5.large', count: 2, volumeSizeInGb: 50 },
        stopping: { maxRuntimeInSeconds: 600 },
        environment: { LOG_LEVEL: 'info' },
        tags: { team: 'a' },
        run: 2,
        onChange: 'stop_previous',
        onMissing: 'relaunch',
        onDestroy: 'detach',
      }),
      'tuneform_experiment',
    );
    expect(experiment).toMatchObject({
      name: 'churn',
      strategy: 'Random',
      random_seed: 7,
      training_job_early_stopping_type: 'Auto',
      static_hyper_parameters: { max_iter: '60', early_stopping: 'false', objective: 'classification' },
      resource_limits: { max_runtime_in_seconds: 7200 },
      algorithm_specification: {
        training_input_mode: 'FastFile',
        metric_definitions: [{ name: 'train:loss', regex: 'train:loss=(\\S+)' }],
      },
      output_data_config: {
        s3_output_path: 's3://artifacts/models',
        kms_key_id: 'arn:aws:kms:us-east-1:000000000000:key/one',
      },
      resource_config: { instance_count: 2, volume_size_in_gb: 50 },
      stopping_condition: { max_runtime_in_seconds: 600 },
      environment: { LOG_LEVEL: 'info' },
      tags: { team: 'a' },
      run: 2,
      on_change: 'stop_previous',
      on_missing: 'relaunch',
      on_destroy: 'detach',
    });
  });

  it('reads a whole bucket, a folder or one object, and never a folder without a name', () => {
    const { channels, output_data_config: output } = only(
      synthesisedWith({
        channels: {
          all: Channel.s3(BUCKET, ''),
          folder: Channel.s3(BUCKET, 'churn'),
          file: Channel.object(BUCKET, 'churn/test.csv'),
        },
        outputPrefix: '/',
      }),
      'tuneform_experiment',
    ) as Record<string, unknown>;
    expect(channels).toEqual({
      all: 's3://artifacts/',
      folder: 's3://artifacts/churn/',
      file: 's3://artifacts/churn/test.csv',
    });
    expect(output).toEqual({ s3_output_path: 's3://artifacts/' });
  });

  it('elects a champion over all of its tuning jobs, within the wait and past the gate', () => {
    const configuration = synthesisedWith({
      wait: '30m',
      gate: { minimumValue: 0.9, minimumImprovement: 0.01 },
    });
    expect(only(configuration, 'tuneform_champion')).toEqual({
      name: 'churn-model',
      tuning_job_names: expect.stringMatching(/^\$\{tuneform_experiment\..*\.tuning_job_names\}$/) as string,
      wait: { timeout: '30m' },
      gate: { minimum_value: 0.9, minimum_improvement: 0.01 },
    });
  });

  it('serves the champion with the image it was trained by, and nothing at all unless asked', () => {
    expect(synthesisedWith({}).resource?.['tuneform_endpoint']).toBeUndefined();
    const smokeRequest = { contentType: 'text/csv', body: '1,2', expectPattern: '^\\d$' };
    const endpoint = { instanceType: 'ml.g4dn.xlarge', initialInstanceCount: 2, smokeRequest };
    expect(only(synthesisedWith({ endpoint }), 'tuneform_endpoint')).toEqual({
      name: 'churn-model',
      role_arn: ROLE.roleArn,
      model_data_url: expect.stringMatching(/^\$\{tuneform_champion\..*\.model_data_url\}$/) as string,
      image: expect.stringMatching(
        /^\$\{coalesce\(tuneform_champion\..*\.training_image, "0000.*"\)\}$/,
      ) as string,
      production_variant: { instance_type: 'ml.g4dn.xlarge', initial_instance_count: 2 },
      smoke_request: { content_type: 'text/csv', body: '1,2', expect_pattern: '^\\d$' },
    });
  });

  it('serves with an image of its own, and leaves the choice of the champion to whom it is told', () => {
    const own = {
      instanceType: 'ml.m5.large',
      image: `0000.dkr.ecr.us-east-1.amazonaws.com/serve@sha256:${'1'.repeat(64)}`,
    };
    const configuration = synthesisedWith({
      endpoint: own,
      approval: 'manual',
      approvedTrainingJob: 'churn-a-001',
      pin: 'churn-a-002',
      reject: ['churn-a-003'],
      gate: { compare: 'never', maximumCostUsd: 3 },
    });
    expect(only(configuration, 'tuneform_endpoint')).toMatchObject({ image: own.image });
    expect(only(configuration, 'tuneform_champion')).toMatchObject({
      approval: 'manual',
      approved_training_job: 'churn-a-001',
      pin: 'churn-a-002',
      reject: ['churn-a-003'],
      gate: { compare: 'never', maximum_cost_usd: 3 },
    });
  });

  it('has no endpoint name to give when it serves nothing', () => {
    const experiment = new TuningExperiment(localStack(), 'Churn', PROPS);
    expect(() => experiment.endpointName).toThrow("'stack/Churn' has no endpoint: set its `endpoint` prop.");
  });
});

describe('a channel given as an address', () => {
  const BUCKETS = {
    'a folder': ['s3://data/train/', ['train/*']],
    'an object, or a folder': ['s3://data/train.csv', ['train.csv', 'train.csv/*']],
  } as const;

  it.each(Object.entries(BUCKETS))(
    'is sent as it is, and its role may read it: %s',
    (_what, [address, keys]) => {
      const stack = localStack();
      const role = new ExecutionRole(stack, 'Training', { name: 'training' });
      new TuningExperiment(stack, 'Churn', { ...PROPS, role, channels: { train: address }, smokeRun: {} });
      const configuration = synthesised(stack);
      for (const type of ['tuneform_experiment', 'tuneform_training_job']) {
        expect(only(configuration, type)['channels']).toEqual({ train: address });
        expect(only(configuration, type)['input_data_config']).toBeUndefined();
      }
      const policy = JSON.parse(only(configuration, 'aws_iam_role_policy')['policy'] as string) as {
        Statement: { Sid: string; Resource: string | string[] }[];
      };
      const read = policy.Statement.find(({ Resource }) =>
        [Resource].flat()[0]?.startsWith('arn:aws:s3:::data/'),
      );
      expect([read?.Resource].flat().sort()).toEqual(keys.map((key) => `arn:aws:s3:::data/${key}`));
    },
  );

  it('stands beside channels of other forms, and names a bucket of the stack', () => {
    const stack = localStack();
    const bucket = new ArtifactBucket(stack, 'Data', { name: 'data' });
    new TuningExperiment(stack, 'Churn', {
      ...PROPS,
      channels: {
        train: `s3://${bucket.bucketName}/train/`,
        validation: Channel.s3(BUCKET, 'validation'),
        test: Channel.csv(BUCKET, 'test'),
      },
    });
    const experiment = only(synthesised(stack), 'tuneform_experiment');
    expect(experiment['channels']).toEqual({
      train: expect.stringMatching(/^s3:\/\/\$\{aws_s3_bucket\.Data.*\}\/train\/$/),
      validation: 's3://artifacts/validation/',
    });
    expect(experiment['input_data_config']).toMatchObject([{ channel_name: 'test' }]);
  });

  it('is never granted as a whole bucket', () => {
    const stack = localStack();
    const role = new ExecutionRole(stack, 'Training', { name: 'training' });
    const whole = { ...PROPS, role, channels: { train: 's3://data' } };
    expect(() => new TuningExperiment(stack, 'Churn', whole)).toThrow('a whole bucket is never granted');
  });

  it('warns where the address does not tell what to grant', () => {
    const stack = localStack();
    const role = new ExecutionRole(stack, 'Training', { name: 'training' });
    const train = 's3://arn:aws:s3:us-east-1:111122223333:accesspoint/data/train/';
    const experiment = new TuningExperiment(stack, 'Churn', {
      ...PROPS,
      role,
      channels: { train },
      smokeRun: {},
    });
    const warnings = experiment.node.metadata.filter(({ data }) => String(data).includes('Not Granted'));
    expect(warnings).toMatchObject([
      { data: expect.stringContaining('the address of channel "train" does not name a bucket') },
    ]);
  });

  it('is checked at synth like every other', () => {
    expect(() => synthesisedWith({ channels: { train: 'data/train' } })).toThrow(/train.*data\/train/);
  });
});

describe('the role of a tuning experiment', () => {
  const granted = (separate: boolean): Configuration => {
    const stack = localStack();
    const output = new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts' });
    const repository = new ImageRepository(stack, 'Images', { name: 'images' });
    const role = new ExecutionRole(stack, 'Training', { name: 'training' });
    const serving = separate ? new ExecutionRole(stack, 'Serving', { name: 'serving' }) : role;
    new TuningExperiment(stack, 'Churn', {
      ...PROPS,
      role,
      output,
      image: { imageUri: IMAGE, repository },
      channels: { train: Channel.csv(output, 'churn/train') },
      endpoint: { instanceType: 'ml.m5.large', ...(separate ? { role: serving } : {}) },
    });
    return synthesised(stack);
  };
  const actionsOf = (configuration: Configuration): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(configuration.resource?.['aws_iam_role_policy'] ?? {}).map(([id, policy]) => {
        const { Statement } = JSON.parse(policy['policy'] as string) as { Statement: { Sid: string }[] };
        return [id.replace(/_.*/, ''), Statement.map(({ Sid }) => Sid)];
      }),
    );

  it('is granted what training and serving need and no more', () => {
    expect(actionsOf(granted(false))).toEqual({
      Training: [
        'ListBucket1',
        'ReadBucket1',
        'WriteBucket1',
        'LogInToRegistry',
        'PullImages',
        'WriteLogs',
        'PublishMetrics',
      ],
    });
  });

  it('is split when serving has its own: that one never writes to the bucket', () => {
    const actions = actionsOf(granted(true));
    expect(actions['Serving']).not.toContain('WriteBucket1');
    expect(actions['Serving']).toContain('ReadBucket1');
    expect(actions['Training']).toContain('WriteBucket1');
  });

  it('is complete before the experiment launches and before the endpoint is made', () => {
    const configuration = granted(false);
    const policy = expect.stringMatching(/^aws_iam_role_policy\./) as string;
    expect(only(configuration, 'tuneform_experiment')['depends_on']).toEqual([policy]);
    expect(only(configuration, 'tuneform_endpoint')['depends_on']).toEqual([policy]);
  });

  it('may live in another stack, which is deployed first', () => {
    const app = scratchApp();
    const foundation = new TerraformStack(app, 'foundation');
    new AwsProviderFor(foundation, 'Aws', { target: Target.local() });
    const role = new ExecutionRole(foundation, 'Role', { name: 'execution' });
    const stack = new TerraformStack(app, 'experiment');
    new TuneformProvider(stack, 'Tuneform', { target: Target.local() });
    new TuningExperiment(stack, 'Churn', { ...PROPS, role });
    stack.prepareStack();
    expect(only(synthesised(stack), 'tuneform_experiment')['depends_on']).toBeUndefined();
    expect(stack.dependsOn(foundation)).toBe(true);
    expect(only(synthesised(foundation), 'aws_iam_role_policy')['policy']).toContain(
      'arn:aws:s3:::artifacts/churn/train/*',
    );
  });
});

describe('a mistake in a tuning experiment', () => {
  it.each<[string, Partial<TuningExperimentProps>, RegExp, string]>([
    [
      'reversed bounds',
      { ranges: { ok: Range.continuous(0, 1), learning_rate: Range.continuous(0.3, 0.01) } },
      /parameter_ranges\.continuous_parameter_ranges\[1\]/,
      'the position is that within the kind',
    ],
    [
      'a log scale from zero',
      { ranges: { rate: Range.logarithmic(0, 1) } },
      /rate/,
      'log(0) is not a number',
    ],
    [
      'thirty-one ranges',
      {
        ranges: Object.fromEntries(
          Array.from({ length: 31 }, (_, i) => [`p${String(i)}`, Range.integer(1, 9)]),
        ),
      },
      /30/,
      'the service takes thirty',
    ],
    [
      'an unknown instance type',
      { instance: { type: 'ml.m5.lage' } },
      /ml\.m5\.large/,
      'the near miss is named',
    ],
    [
      'an endpoint on an unknown instance type',
      { endpoint: { instanceType: 'ml.m5.lage' } },
      /endpoint\.production_variant\.instance_type: .*ml\.m5\.large/,
      'hosting knows other types than training',
    ],
    [
      'a pattern that does not compile',
      { objective: Objective.maximize('m', 'm=([0-9.]+') },
      /objective\.regex/,
      'no value would ever be read',
    ],
    [
      'more parallel jobs than jobs',
      { limits: { trainingJobs: 2, parallel: 5 } },
      /parallel/,
      'the service refuses it',
    ],
    [
      'a reserved tag',
      { tags: { 'aws:team': 'churn' } },
      /Tag "aws:team" cannot be set: keys that begin with "aws:" are reserved for AWS/,
      'the service refuses it',
    ],
    [
      'more tags than an object can have',
      { tags: Object.fromEntries(Array.from({ length: 46 }, (_, at) => [`tag-${String(at)}`, 'x'])) },
      /there are 55 tags, but an object can have at most 50[.] Remove 5[.]/,
      'six are ours',
    ],
  ])('such as %s is reported at synth with the construct’s path', (_, props, pattern) => {
    expect(() => synthesisedWith(props)).toThrow('[stack/ChurnModel] ');
    expect(() => synthesisedWith(props)).toThrow(pattern);
  });

  it.each(
    ENDPOINT_FAULTS.filter(({ draft }) => ['name', 'role_arn', 'smoke_request'].some((key) => key in draft)),
  )(
    'in the $path of an endpoint is reported at synth in the words of the plan',
    ({ draft, path, summary, detail }) => {
      const endpoint = {
        instanceType: 'ml.m5.large',
        ...(draft.name !== undefined && { name: draft.name }),
        ...(draft.role_arn !== undefined && { role: { roleArn: draft.role_arn } }),
        ...(draft.smoke_request?.expect_pattern !== undefined && {
          smokeRequest: {
            contentType: 'text/csv',
            body: '1',
            expectPattern: draft.smoke_request.expect_pattern ?? '',
          },
        }),
      };
      expect(() => synthesisedWith({ endpoint })).toThrow(
        `[stack/ChurnModel] ${summary}: endpoint.${path.join('.')}: ${detail}`,
      );
    },
  );

  it('is reported once, by the construct and not by its resources as well', () => {
    const said = (props: Partial<TuningExperimentProps>): string => {
      try {
        synthesisedWith(props);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const endpoint = { instanceType: 'ml.m5.tiny' };
    expect(said({ role: { roleArn: 'training' }, endpoint }).match(/\[stack.*?: /g)).toEqual([
      '[stack/ChurnModel] Invalid Role ARN: ',
      '[stack/ChurnModel] Unknown Instance Type: ',
    ]);
  });

  it('in the gate is reported at synth', () => {
    expect(() => synthesisedWith({ gate: { minimumImprovement: -1 } })).toThrow(
      'gate.minimum_improvement is -1',
    );
  });

  it('in the machines of an endpoint is reported at synth in the words of the plan', () => {
    const endpoint = { instanceType: 'ml.m5.tiny', initialInstanceCount: 0 };
    for (const { path, summary, detail } of ENDPOINT_FAULTS.filter(
      ({ path: [first, last] }) => first === 'production_variant' && last !== 'variant_name',
    )) {
      expect(() => synthesisedWith({ endpoint })).toThrow(
        `${summary}: endpoint.${path.join('.')}: ${detail}`,
      );
    }
  });

  it('is not looked for in what only Terraform will know', () => {
    const stack = localStack();
    const bucket = new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts' });
    new TuningExperiment(stack, 'Churn', {
      ...PROPS,
      image: bucket.bucket.region,
      output: bucket,
      role: { roleArn: bucket.bucket.arn },
      instance: { type: bucket.bucket.region },
      channels: { train: Channel.csv(bucket, 'churn') },
    });
    expect(() => synthesised(stack)).not.toThrow();
  });
});
