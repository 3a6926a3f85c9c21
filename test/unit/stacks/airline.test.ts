import { Testing, TerraformStack } from 'cdktf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costCeiling, recommendInstances, SHIPPED_TABLES } from '../../../modules/tuning';
import type { CostQuestion, Recommendation } from '../../../modules/tuning';
import { exampleApp } from '../../../stacks/example-apps';
import { scratchFolder } from '../../support/scratch-folder';

const project = scratchFolder({
  'containers/airline/Dockerfile': 'FROM scratch\n',
  '.tuneform/data/airline/training/one.parquet': 'PAR1',
});

beforeAll(() => {
  delete process.env['XDG_STATE_HOME'];
});

const AWS = {
  TUNEFORM_TARGET: 'aws',
  TUNEFORM_ACCOUNT: '123456789012',
  TUNEFORM_OWNER: 'team',
  TUNEFORM_AIRLINE_DATA: 's3://flights/parquet',
};
const LARGE = { ...AWS, TUNEFORM_AIRLINE_SIZE: '10_year' };

type Resource = Readonly<Record<string, unknown>>;
interface Synthesised {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

function synthesised(env: Record<string, string>): Synthesised {
  const app = exampleApp('airline', { env, project, outdir: join(project, 'cdktf.out') });
  const stack = app.node.children.find((node) => TerraformStack.isStack(node))!;
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack)) as Synthesised;
}

const only = (env: Record<string, string>, type: string): Resource =>
  Object.values(synthesised(env).resource[type] ?? {})[0]!;
const search = (env: Record<string, string>): Resource => only(env, 'tuneform_experiment');

const RANGES = {
  integer_parameter_ranges: [
    { name: 'max_depth', min_value: 5, max_value: 15 },
    { name: 'num_boost_round', min_value: 100, max_value: 500 },
  ],
  continuous_parameter_ranges: [{ name: 'max_features', min_value: 0.1, max_value: 1 }],
};

describe('the stack of airline', () => {
  it('declares the published small search: ten jobs, two at a time, three folds, on one GPU', () => {
    expect(
      search({ ...AWS, TUNEFORM_AIRLINE_COMPUTE: 'gpu', TUNEFORM_AIRLINE_STRATEGY: 'Bayesian' }),
    ).toMatchObject({
      strategy: 'Bayesian',
      objective: { type: 'Maximize', metric_name: 'final-score' },
      resource_limits: { max_number_of_training_jobs: 10, max_parallel_training_jobs: 2 },
      parameter_ranges: RANGES,
      static_hyper_parameters: { algorithm: 'xgboost', compute: 'single-gpu', cv_folds: '3' },
      enable_managed_spot_training: true,
      checkpoint_config: { s3_uri: expect.stringMatching(/\/airline\/checkpoints$/) as string },
      stopping_condition: { max_runtime_in_seconds: 7200, max_wait_time_in_seconds: 21_600 },
    });
  });

  it.each(['cpu', 'gpu'])(
    'declares the published large search on many of kind %s: 100 jobs, ten at a time, ten folds',
    (compute) => {
      const env = { ...LARGE, TUNEFORM_AIRLINE_COMPUTE: compute };
      expect(search(env)).toMatchObject({
        strategy: 'Random',
        resource_limits: { max_number_of_training_jobs: 100, max_parallel_training_jobs: 10 },
        parameter_ranges: RANGES,
        static_hyper_parameters: { compute: `multi-${compute}`, cv_folds: '10' },
        resource_config: {
          instance_type: expect.stringContaining(`.${compute}_instance_type}`) as string,
        },
      });
      const { data } = synthesised(env);
      expect(Object.values(data['tuneform_instance_recommendation'] ?? {})).toMatchObject([
        { rows: 63_000_000, columns: 14 },
      ]);
      const file = compute === 'gpu' ? 'requirements-gpu.txt' : 'requirements.txt';
      expect(only(env, 'tuneform_container_image')).toMatchObject({ build_args: { REQUIREMENTS: file } });
    },
  );

  it('trains on machines of its own choice where the environment names some, and searches the forest by its own names', () => {
    const env = {
      ...AWS,
      TUNEFORM_TRAINING_INSTANCE: 'ml.m5.xlarge',
      TUNEFORM_AIRLINE_ALGORITHM: 'random-forest',
    };
    expect(search(env)).toMatchObject({
      resource_config: { instance_type: 'ml.m5.xlarge' },
      parameter_ranges: { integer_parameter_ranges: [{ name: 'max_depth' }, { name: 'n_estimators' }] },
    });
  });

  it('proves with a smoke run that hyperparameters arrive, one from inside each range', () => {
    expect(only(AWS, 'tuneform_training_job')).toMatchObject({
      hyper_parameters: { max_depth: '8', num_boost_round: '100', max_features: '0.5', cv_folds: '3' },
      require: { echo: 'required' },
    });
  });

  it.each([
    [{ TUNEFORM_AIRLINE_COMPUTE: 'tpu' }, "TUNEFORM_AIRLINE_COMPUTE must be 'cpu' or 'gpu'; it is 'tpu'."],
    [{ TUNEFORM_AIRLINE_SIZE: '2_year' }, "TUNEFORM_AIRLINE_SIZE must be '1_year', '3_year' or '10_year'"],
    [{ TUNEFORM_AIRLINE_STRATEGY: 'Grid' }, "TUNEFORM_AIRLINE_STRATEGY must be 'Random' or 'Bayesian'"],
    [{ TUNEFORM_AIRLINE_DATA: '/data' }, 'TUNEFORM_AIRLINE_DATA must be a place in S3'],
    [
      { TUNEFORM_AIRLINE_COMPUTE: 'gpu' },
      "needs TUNEFORM_TARGET 'aws': the local cloud gives containers no GPU.",
    ],
  ])('rejects %j', (env, message) => {
    expect(() => synthesised(env)).toThrow(message);
  });
});

const PUBLISHED = {
  GPU: { perTrial: '$4.25', elapsed: '5 h 43 min', best: '94.046 %', without: '0' },
  CPU: { perTrial: '$19.12', elapsed: '62 h 4 min', best: '94.035 %', without: '12' },
} as const;

/** The guide's table: what both declarations may cost by the shipped prices, beside what was published. */
function comparison(): string {
  const prices = { region: 'us-east-1', table: SHIPPED_TABLES.find(({ region }) => region === 'us-east-1')! };
  const machines = recommendInstances((63_000_000 * 14 * 4) / 1e9, prices);
  const columns = (['GPU', 'CPU'] as const).map((kind) => {
    const machine = machines.find(({ compute }) => compute === kind)!;
    const declared = search({
      ...LARGE,
      TUNEFORM_AIRLINE_COMPUTE: kind.toLowerCase(),
    }) as unknown as CostQuestion;
    const question = {
      ...declared,
      resource_config: { ...declared.resource_config, instance_type: machine.instanceType },
    };
    const { usd, hours } = costCeiling(question, prices);
    return [
      kind,
      ...cells(machine, { usd: Number(usd), hours: Number(hours) }),
      ...Object.values(PUBLISHED[kind]),
    ];
  });
  const names = [
    '',
    'machine, recommended for 63 million rows',
    'list price of an hour',
    'most instance hours',
    'ceiling in the plan',
    'mean of a job, published',
    'the same at list price',
    'cost of a job on spot instances, published',
    'time of the whole search, published',
    'best accuracy, published',
    'jobs stopped after 24 hours without a score, published',
  ];
  const rows = names.map((name, at) => [name, columns[0]![at]!, columns[1]![at]!]);
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const cells = (machine: Recommendation, ceiling: { usd: number; hours: number }): string[] => [
  `\`${machine.instanceType}\``,
  `$${String(machine.usdPerHour)}`,
  ceiling.hours.toFixed(0),
  `$${ceiling.usd.toFixed(2)}`,
  `${String(machine.measuredHours)} h`,
  `$${(machine.measuredUsd ?? NaN).toFixed(2)}`,
];

test('the guide compares both declarations by the prices of the table, beside what was published', () => {
  const guide = readFileSync(join(__dirname, '../../../docs/guides/airline.md'), 'utf8');
  const flat = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\|[ -]+\|[ -]+\|/.test(line))
      .map((line) => line.replace(/ +/g, ' '));
  expect(flat(guide).join('\n')).toContain(flat(comparison()).join('\n'));
});
