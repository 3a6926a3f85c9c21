import { formatPath } from '../../../modules/kernel';
import { draftOf, validateExperiment } from '../../../modules/tuning';
import type { ExperimentDraft } from '../../../modules/tuning';
import { anExperiment, changed, declared } from './an-experiment';

/** One line for each diagnostic: `error at path: Summary`. */
function found(changes: ExperimentDraft): string[] {
  const draft = draftOf({ name: 'digits', ...anExperiment() }, () => false);
  return validateExperiment(changed(draft, changes)).map(
    ({ severity, path, summary }) => `${severity} ${formatPath(path ?? [])}: ${summary}`,
  );
}

const numeric = (changes: {
  readonly name?: string;
  readonly min?: number;
  readonly max?: number;
  readonly scaling?: string;
}) => ({
  parameter_ranges: declared([
    { kind: 'continuous', name: 'x', min: 1, max: 2, scaling: 'Auto', ...changes },
  ]),
});
const values = (...list: (string | undefined)[]) => ({
  parameter_ranges: declared([
    { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Auto' },
    { kind: 'categorical', name: 'booster', values: list },
  ]),
});
const limits = (changes: NonNullable<ExperimentDraft['resource_limits']>) => ({
  resource_limits: { max_number_of_training_jobs: 40, max_parallel_training_jobs: 4, ...changes },
});
const channel = (changes: object) => ({
  input_data_config: [{ ...anExperiment().input_data_config[0], ...changes }],
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const record = (count: number): Record<string, string> =>
  Object.fromEntries(many(count, (i) => [`k${String(i)}`, 'v']));

interface Case {
  readonly given: ExperimentDraft;
  readonly want: readonly string[];
  readonly why: string;
}

const sound: readonly Case[] = [
  { given: {}, want: [], why: 'the example is sound' },
  { given: { name: 'a' }, want: [], why: 'one letter is a name' },
  { given: { name: 'a--b' }, want: [], why: 'runs of hyphens inside a name are legal' },
  { given: limits({ max_runtime_in_seconds: 120 }), want: [], why: 'two minutes is the shortest tuning job' },
  { given: numeric({ scaling: 'ReverseLogarithmic', min: 0, max: 0.999 }), want: [], why: '0 ≤ x < 1 fits' },
  { given: numeric({ min: -5, max: 0, scaling: 'Linear' }), want: [], why: 'a linear range may be negative' },
  {
    given: {
      output_data_config: { s3_output_path: 's3://arn:aws:s3:us-east-1:000000000000:accesspoint/a/b' },
    },
    want: [],
    why: 'an access point may stand for a bucket',
  },
  {
    given: {
      algorithm_specification: {
        metric_definitions: [{ name: 'validation:accuracy', regex: '(?P<value>\\S+) (?:percent)' }],
      },
    },
    want: [],
    why: 'Python spells named groups its own way, and groups that capture nothing do not count',
  },
  {
    given: {
      algorithm_specification: {
        training_image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
        metric_definitions: [],
      },
    },
    want: [],
    why: 'built-in algorithms define their metrics themselves and are named by tag',
  },
  {
    given: {
      algorithm_specification: { metric_definitions: [{ name: 'validation:accuracy', regex: '(a+)+$' }] },
    },
    want: [],
    why: 'a regex is compiled but never run here, so none can hang the plan',
  },
  {
    given: { environment: { MAX_TOKENS: '512', token_count: '3' } },
    want: [],
    why: 'tokens are also words of a text',
  },
];

const names: readonly Case[] = [
  { given: { name: 'a'.repeat(33) }, want: ['error name: Name Too Long'], why: 'SageMaker allows 32' },
  { given: { name: '' }, want: ['error name: Invalid Name'], why: 'a name has a character' },
  { given: { name: '-a' }, want: ['error name: Invalid Name'], why: 'it begins with a letter or digit' },
  { given: { name: 'a_b' }, want: ['error name: Invalid Name'], why: 'underscores are not allowed' },
  { given: { name: 'a\n' }, want: ['error name: Invalid Name'], why: 'the pattern matches the whole text' },
];

const searches: readonly Case[] = [
  {
    given: { strategy: 'Grid' },
    want: [
      'error parameter_ranges.integer_parameter_ranges: Grid Is for Categories',
      'error parameter_ranges.continuous_parameter_ranges: Grid Is for Categories',
    ],
    why: 'a grid has categorical values only',
  },
  { given: { strategy: 'Baysian' }, want: ['error strategy: Unknown Value'], why: 'misspelt' },
  { given: { random_seed: -1 }, want: ['error random_seed: Number Out of Bounds'], why: '0 or more' },
  {
    given: { training_job_early_stopping_type: 'OFF' },
    want: ['error training_job_early_stopping_type: Unknown Value'],
    why: 'the API spells it Off',
  },
  {
    given: limits({ max_number_of_training_jobs: 0 }),
    want: ['error resource_limits.max_number_of_training_jobs: Number Out of Bounds'],
    why: 'at least one',
  },
  {
    given: limits({ max_number_of_training_jobs: 751 }),
    want: ['error resource_limits.max_number_of_training_jobs: Number Out of Bounds'],
    why: 'Bayesian stops at 750',
  },
  {
    given: { strategy: 'Random', ...limits({ max_number_of_training_jobs: 751 }) },
    want: ['warning resource_limits.max_number_of_training_jobs: More Jobs Than the Default Quota'],
    why: 'Random may be raised to 10,000',
  },
  {
    given: { strategy: 'Random', ...limits({ max_number_of_training_jobs: 10_001 }) },
    want: ['error resource_limits.max_number_of_training_jobs: Number Out of Bounds'],
    why: 'but no further',
  },
  {
    given: limits({ max_parallel_training_jobs: 41 }),
    want: [
      'warning resource_limits.max_parallel_training_jobs: More Parallel Jobs Than the Quota',
      'error resource_limits.max_parallel_training_jobs: More Parallel Jobs Than Jobs',
    ],
    why: 'more at once than in all',
  },
  {
    given: limits({ max_parallel_training_jobs: 101, max_number_of_training_jobs: 700 }),
    want: ['error resource_limits.max_parallel_training_jobs: Number Out of Bounds'],
    why: 'quotas end at 100',
  },
  {
    given: limits({ max_parallel_training_jobs: 5 }),
    want: ['warning resource_limits.max_parallel_training_jobs: Parallel Jobs Learn Little'],
    why: 'more than a tenth of 40 in flight',
  },
  {
    given: { strategy: 'Random', ...limits({ max_parallel_training_jobs: 5 }) },
    want: [],
    why: 'random search learns nothing anyway',
  },
  {
    given: limits({ max_parallel_training_jobs: 1.5 }),
    want: ['error resource_limits.max_parallel_training_jobs: Whole Number Required'],
    why: 'jobs are whole',
  },
  {
    given: limits({ max_runtime_in_seconds: 119 }),
    want: ['error resource_limits.max_runtime_in_seconds: Number Out of Bounds'],
    why: 'the API model says 120',
  },
  {
    given: limits({ max_runtime_in_seconds: 2_592_001 }),
    want: ['warning resource_limits.max_runtime_in_seconds: Runtime Exceeds 30-Day Limit'],
    why: 'the page says 30 days, the model allows more',
  },
];

const CONTINUOUS = 'parameter_ranges.continuous_parameter_ranges[0]';
const CATEGORICAL = 'parameter_ranges.categorical_parameter_ranges[0]';

const ranges: readonly Case[] = [
  {
    given: { parameter_ranges: declared([]) },
    want: ['error parameter_ranges: Nothing to Search'],
    why: 'a search needs one',
  },
  {
    given: { parameter_ranges: declared(many(31, (i) => ({ kind: 'continuous', name: `x${String(i)}` }))) },
    want: ['error parameter_ranges: Too Many Parameter Ranges'],
    why: 'the service searches 30',
  },
  {
    given: numeric({ min: 3, max: 2 }),
    want: [`error ${CONTINUOUS}.min_value: Minimum Not Below Maximum`],
    why: 'swapped',
  },
  {
    given: numeric({ min: 2, max: 2 }),
    want: [`error ${CONTINUOUS}.min_value: Minimum Not Below Maximum`],
    why: 'a fixed value is not a range',
  },
  {
    given: numeric({ max: Infinity }),
    want: [`error ${CONTINUOUS}.max_value: Number Out of Bounds`],
    why: 'bounds are finite',
  },
  {
    given: {
      parameter_ranges: declared([{ kind: 'integer', name: 'x', min: 1.5, max: 9, scaling: 'Auto' }]),
    },
    want: ['error parameter_ranges.integer_parameter_ranges[0].min_value: Whole Number Required'],
    why: 'integer bounds are integers',
  },
  {
    given: numeric({ min: 0, scaling: 'Logarithmic' }),
    want: [`error ${CONTINUOUS}.min_value: Logarithmic Scale Needs Positives`],
    why: '0 has no logarithm',
  },
  {
    given: {
      ...limits({ max_number_of_training_jobs: 2, max_parallel_training_jobs: 1 }),
      parameter_ranges: declared([
        { kind: 'integer', name: 'x', min: 0, max: 9, scaling: 'ReverseLogarithmic' },
      ]),
    },
    want: ['error parameter_ranges.integer_parameter_ranges[0].scaling_type: Reverse Log Is for Fractions'],
    why: 'reverse log is continuous only',
  },
  {
    given: numeric({ min: 0.5, max: 1, scaling: 'ReverseLogarithmic' }),
    want: [`error ${CONTINUOUS}.max_value: Outside the Reverse Log Scale`],
    why: '1 is excluded',
  },
  {
    given: numeric({ scaling: 'Log' }),
    want: [`error ${CONTINUOUS}.scaling_type: Unknown Value`],
    why: 'the API spells it Logarithmic',
  },
  {
    given: values('a', 'b', 'a'),
    want: [`error ${CATEGORICAL}.values[2]: Duplicate Value`],
    why: 'the second a adds nothing',
  },
  { given: values(), want: [`error ${CATEGORICAL}.values: Wrong Number of Values`], why: 'at least one' },
  {
    given: values(...many(31, String)),
    want: [`error ${CATEGORICAL}.values: Wrong Number of Values`],
    why: 'at most 30',
  },
  {
    given: values('a'),
    want: [`warning ${CATEGORICAL}.values: Nothing to Choose From`],
    why: 'a single value',
  },
  {
    given: values('a', 'b'.repeat(257)),
    want: [`error ${CATEGORICAL}.values[1]: Text Too Long`],
    why: '256 characters fit',
  },
  {
    given: {
      parameter_ranges: declared([
        { kind: 'integer', name: 'depth', min: 1, max: 3, scaling: 'Auto' },
        { kind: 'categorical', name: 'booster', values: ['a', 'b'] },
      ]),
    },
    want: ['error resource_limits.max_number_of_training_jobs: Search Space Smaller Than the Search'],
    why: '3 × 2 combinations cannot feed 40 jobs',
  },
  {
    given: {
      parameter_ranges: declared([{ kind: 'integer', name: 'depth', min: 1, max: 40, scaling: 'Auto' }]),
    },
    want: [],
    why: 'exactly enough combinations',
  },
];

const hyperparameters: readonly Case[] = [
  {
    given: {
      parameter_ranges: declared([
        { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Auto' },
        { kind: 'integer', name: 'x', min: 0, max: 9, scaling: 'Auto' },
      ]),
    },
    want: [`error ${CONTINUOUS}.name: Duplicate Parameter Name`],
    why: 'names are unique over all kinds',
  },
  {
    given: { static_hyper_parameters: { max_depth: '3' } },
    want: ['error static_hyper_parameters.max_depth: Parameter Both Searched and Static'],
    why: 'it has a range already',
  },
  {
    given: { static_hyper_parameters: { _tuning: 'x' } },
    want: ['error static_hyper_parameters._tuning: Reserved Hyperparameter Name'],
    why: 'SageMaker keeps leading underscores',
  },
  {
    given: numeric({ name: '_x' }),
    want: [`error ${CONTINUOUS}.name: Reserved Hyperparameter Name`],
    why: 'the same for a range',
  },
  {
    given: numeric({ name: '' }),
    want: [`error ${CONTINUOUS}.name: Text Too Short`],
    why: 'a name has a character',
  },
  {
    given: { static_hyper_parameters: { notes: 'x'.repeat(2501) } },
    want: ['error static_hyper_parameters.notes: Text Too Long'],
    why: '2,500 characters fit',
  },
  {
    given: { static_hyper_parameters: record(97) },
    want: ['error static_hyper_parameters: Too Many Hyperparameters'],
    why: '97 static and 3 searched leave no room for the one the service adds',
  },
  { given: { static_hyper_parameters: record(96) }, want: [], why: '99 fit' },
  {
    given: { static_hyper_parameters: { db_password: 'x' } },
    want: ['warning static_hyper_parameters.db_password: Possible Secret in Plain Text'],
    why: 'everyone who may describe the job reads it',
  },
];

const METRICS = 'algorithm_specification.metric_definitions';
const metric = (...regexes: string[]) => ({
  algorithm_specification: {
    metric_definitions: regexes.map((regex, i) => ({
      name: i === 0 ? 'validation:accuracy' : `m${String(i)}`,
      regex,
    })),
  },
});

const metrics: readonly Case[] = [
  {
    given: { objective: { type: 'maximise', metric_name: 'validation:accuracy' } },
    want: ['error objective.type: Unknown Value'],
    why: 'the API spells it Maximize',
  },
  {
    given: { objective: { type: 'Maximize', metric_name: 'validation:acuracy' } },
    want: ['error objective.metric_name: Objective Metric Not Defined'],
    why: 'no definition has that name',
  },
  {
    given: {
      objective: { type: 'Maximize', metric_name: 'auc' },
      algorithm_specification: { training_image: undefined },
    },
    want: ['error objective.metric_name: Objective Metric Not Defined'],
    why: 'definitions are for custom images, so the image need not be known',
  },
  {
    given: { algorithm_specification: { metric_definitions: [] } },
    want: ['error objective.metric_name: Objective Metric Not Defined'],
    why: 'a custom image needs a definition',
  },
  {
    given: metric('acc=([0-9.+'),
    want: [`error ${METRICS}[0].regex: Invalid Regular Expression`],
    why: 'unclosed',
  },
  {
    given: metric('acc=\\d+'),
    want: [`error ${METRICS}[0].regex: Regex Must Capture One Value`],
    why: 'no group',
  },
  {
    given: metric('validation:acc=(\\S+) (up|down)'),
    want: [`warning ${METRICS}[0].regex: Regex Captures Several Values`],
    why: 'published patterns have two groups, and the first is read',
  },
  { given: metric(''), want: [`error ${METRICS}[0].regex: Text Too Short`], why: 'at least one character' },
  {
    given: metric(`(${'x'.repeat(499)})`),
    want: [`error ${METRICS}[0].regex: Text Too Long`],
    why: '500 fit',
  },
  {
    given: {
      algorithm_specification: {
        metric_definitions: [...many(2, () => ({ name: 'validation:accuracy', regex: '(x)' }))],
      },
    },
    want: [`error ${METRICS}[1].name: Duplicate Metric Name`],
    why: 'one name, one meaning',
  },
  {
    given: metric(...many(21, () => '(x)')),
    want: [`warning ${METRICS}: Many Metric Definitions`],
    why: 'the page',
  },
  {
    given: metric(...many(41, () => '(x)')),
    want: [`error ${METRICS}: Wrong Number of Metric Definitions`],
    why: 'the model',
  },
];

const SOURCE = 'input_data_config[0].data_source.s3_data_source';

const channels: readonly Case[] = [
  {
    given: { input_data_config: [] },
    want: [],
    why: 'a container may need no data',
  },
  {
    given: { input_data_config: many(21, (i) => ({ channel_name: `c${String(i)}` })) },
    want: ['error input_data_config: Wrong Number of Channels'],
    why: 'at most 20',
  },
  {
    given: { input_data_config: many(2, () => ({ channel_name: 'training' })) },
    want: ['error input_data_config[1].channel_name: Duplicate Channel Name'],
    why: 'each becomes a folder',
  },
  {
    given: channel({ channel_name: 'a b' }),
    want: ['error input_data_config[0].channel_name: Invalid Channel Name'],
    why: 'no spaces',
  },
  ...['', 'sha256:', `sha256:${'0'.repeat(63)}`, `sha512:${'0'.repeat(64)}`].map((digest) => ({
    given: { algorithm_specification: { training_image: `repo/digits@${digest}` } },
    want: ['error algorithm_specification.training_image: Invalid Image Digest'],
    why: `the digest is "${digest}"`,
  })),
  {
    given: channel({ data_source: { s3_data_source: { s3_uri: '/data/training' } } }),
    want: [`error ${SOURCE}.s3_uri: Invalid S3 Location`],
    why: 'a path is no location',
  },
  {
    given: channel({ data_source: { s3_data_source: { s3_uri: 's3://My_Bucket/x' } } }),
    want: [`error ${SOURCE}.s3_uri: Invalid Bucket Name`],
    why: 'bucket names are lower-case',
  },
  {
    given: channel({ data_source: { s3_data_source: { s3_data_type: 'Prefix' } } }),
    want: [`error ${SOURCE}.s3_data_type: Unknown Value`],
    why: 'the API spells it S3Prefix',
  },
  {
    given: channel({ data_source: { s3_data_source: { s3_data_distribution_type: 'Sharded' } } }),
    want: [`error ${SOURCE}.s3_data_distribution_type: Unknown Value`],
    why: 'the API spells it ShardedByS3Key',
  },
  {
    given: channel({ input_mode: 'file' }),
    want: ['error input_data_config[0].input_mode: Unknown Value'],
    why: 'case matters',
  },
  {
    given: channel({ compression_type: 'GZIP' }),
    want: ['error input_data_config[0].compression_type: Unknown Value'],
    why: 'a channel spells it Gzip, only the output GZIP',
  },
  {
    given: channel({ compression_type: 'Gzip' }),
    want: ['warning input_data_config[0].compression_type: Compression Has No Effect'],
    why: 'only Pipe mode unpacks',
  },
  { given: channel({ compression_type: 'Gzip', input_mode: 'Pipe' }), want: [], why: 'Pipe mode unpacks' },
  {
    given: channel({ content_type: 'x'.repeat(257) }),
    want: ['error input_data_config[0].content_type: Text Too Long'],
    why: '256 characters fit',
  },
  {
    given: { algorithm_specification: { training_input_mode: 'Stream' } },
    want: ['error algorithm_specification.training_input_mode: Unknown Value'],
    why: 'File, Pipe or FastFile',
  },
];

const resources: readonly Case[] = [
  {
    given: { role_arn: 'training' },
    want: ['error role_arn: Invalid Role ARN'],
    why: 'a name is not an ARN',
  },
  {
    given: { role_arn: 'arn:aws:iam::000000000000:user/me' },
    want: ['error role_arn: Invalid Role ARN'],
    why: 'a user is not a role',
  },
  {
    given: { algorithm_specification: { training_image: 'repo/digits:latest' } },
    want: ['warning algorithm_specification.training_image: Image Not Pinned to a Digest'],
    why: 'what a tag means can change unseen',
  },
  {
    given: { algorithm_specification: { training_image: 'repo/dig its' } },
    want: ['error algorithm_specification.training_image: Invalid Image'],
    why: 'no spaces',
  },
  {
    given: { output_data_config: { s3_output_path: 'https://bucket.s3.amazonaws.com/artifacts' } },
    want: ['error output_data_config.s3_output_path: Invalid S3 Location'],
    why: 'an address of the web',
  },
  {
    given: { output_data_config: { kms_key_id: '' } },
    want: ['error output_data_config.kms_key_id: Empty Key'],
    why: 'the model allows an empty key, sense does not',
  },
  {
    given: { resource_config: { instance_type: 'ml.m5.xlrage' } },
    want: ['error resource_config.instance_type: Unknown Instance Type'],
    why: 'misspelt',
  },
  {
    given: { resource_config: { instance_count: 0 } },
    want: ['error resource_config.instance_count: Number Out of Bounds'],
    why: 'the model allows none, sense does not',
  },
  {
    given: { resource_config: { volume_size_in_gb: 0 } },
    want: ['error resource_config.volume_size_in_gb: Number Out of Bounds'],
    why: 'data needs room',
  },
  {
    given: { stopping_condition: { max_runtime_in_seconds: 0 } },
    want: ['error stopping_condition.max_runtime_in_seconds: Number Out of Bounds'],
    why: 'at least a second',
  },
  {
    given: { stopping_condition: { max_runtime_in_seconds: 2_419_201 } },
    want: ['warning stopping_condition.max_runtime_in_seconds: Runtime Exceeds 28-Day Limit'],
    why: 'the page says 28 days',
  },
  {
    given: { environment: record(49) },
    want: ['error environment: Wrong Number of Environment Variables'],
    why: '48 variables fit',
  },
  {
    given: { environment: { '1ST': 'x' } },
    want: ['error environment.1ST: Invalid Environment Variable Name'],
    why: 'no digit first',
  },
  {
    given: { environment: { NOTES: 'x'.repeat(513) } },
    want: ['error environment.NOTES: Text Too Long'],
    why: '512 characters fit',
  },
  {
    given: { environment: { REGION_KEY: 'AKIAIOSFODNN7EXAMPLE' } },
    want: ['warning environment.REGION_KEY: Possible Secret in Plain Text'],
    why: 'the value gives it away whatever the name',
  },
];

describe('validateExperiment', () => {
  describe.each([
    ['accepts', sound],
    ['names', names],
    ['the search', searches],
    ['ranges', ranges],
    ['hyperparameters', hyperparameters],
    ['metrics', metrics],
    ['channels', channels],
    ['resources', resources],
  ])('%s', (_, cases) => {
    it.each(cases)('$why: $want', ({ given, want }) => {
      expect(found(given)).toEqual(want);
    });
  });

  it('says where, what it was, what is allowed and what to do', () => {
    const [diagnostic] = validateExperiment(
      numeric({ name: 'learning_rate', min: 0, max: 1, scaling: 'Logarithmic' }),
    );
    expect(diagnostic).toEqual({
      severity: 'error',
      path: ['parameter_ranges', 'continuous_parameter_ranges', 0, 'min_value'],
      summary: 'Logarithmic Scale Needs Positives',
      detail:
        'min_value of parameter learning_rate is 0, which has no logarithm. With scaling_type "Logarithmic" it must ' +
        'be greater than 0. Raise it or use "Linear".',
    });
  });

  it('suggests the instance type that was meant', () => {
    const [diagnostic] = validateExperiment({ resource_config: { instance_type: 'ml.g5.xlrage' } });
    expect(diagnostic?.detail).toContain('Did you mean ml.g5.xlarge');
  });

  it('says so when an instance type exists for endpoints only', () => {
    const [diagnostic] = validateExperiment({ resource_config: { instance_type: 'ml.inf2.xlarge' } });
    expect(diagnostic?.detail).toContain('It exists for endpoints only.');
  });

  it('advises no fewer parallel jobs than one', () => {
    const few = limits({ max_number_of_training_jobs: 4, max_parallel_training_jobs: 2 });
    const [diagnostic] = validateExperiment({ strategy: 'Bayesian', ...few });
    expect(diagnostic?.detail).toContain('at most 1 at a time is better');
  });

  it('never shows the secret it warns about', () => {
    const [diagnostic] = validateExperiment({ environment: { API_KEY: 'hunter2-hunter2' } });
    expect(diagnostic?.summary).toBe('Possible Secret in Plain Text');
    expect(JSON.stringify(diagnostic)).not.toContain('hunter2');
  });

  it('numbers each range in the list of its own kind', () => {
    const parameter_ranges = declared([
      { kind: 'integer', name: 'a', min: 1, max: 2, scaling: 'Auto' },
      { kind: 'continuous', name: 'b', min: 0, max: 1, scaling: 'Auto' },
      { kind: 'integer', name: 'c', min: 5, max: 4, scaling: 'Auto' },
    ]);
    expect(found({ parameter_ranges })).toEqual([
      'error parameter_ranges.integer_parameter_ranges[1].min_value: Minimum Not Below Maximum',
    ]);
  });
});
