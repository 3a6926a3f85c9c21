import { describeSearchSpace, explainChange, looksSecret, rangesOf } from '../../../modules/tuning';
import type { ExperimentSpec } from '../../../modules/tuning';
import { anExperiment, declared } from './an-experiment';
import type { Changes } from './an-experiment';

const ranges = rangesOf(anExperiment().parameter_ranges!);
const channel = anExperiment().input_data_config[0]!;

interface Case {
  readonly from?: Changes;
  readonly to: Changes;
  readonly want: string;
}

const cases: readonly Case[] = [
  { to: {}, want: 'nothing the tuning job depends on changed' },
  {
    to: { parameter_ranges: declared([...ranges].reverse()) },
    want: 'nothing the tuning job depends on changed',
  },
  {
    to: {
      parameter_ranges: declared(
        ranges.map((range) => (range.name === 'learning_rate' ? { ...range, max: 0.5 } : range)),
      ),
      resource_limits: { max_number_of_training_jobs: 60, max_parallel_training_jobs: 4 },
    },
    want: 'learning_rate 0.01–0.3 (log) → 0.01–0.5 (log), resource_limits.max_number_of_training_jobs 40 → 60',
  },
  {
    to: { parameter_ranges: declared(ranges.filter(({ name }) => name !== 'learning_rate')) },
    want: 'learning_rate 0.01–0.3 (log) removed',
  },
  {
    from: { parameter_ranges: declared(ranges.filter(({ name }) => name !== 'learning_rate')) },
    to: {},
    want: 'learning_rate 0.01–0.3 (log) added',
  },
  {
    to: {
      parameter_ranges: declared([
        ...ranges.slice(0, 2),
        { kind: 'categorical', name: 'booster', values: ['gbtree'] },
      ]),
    },
    want: 'booster {dart, gbtree} → {gbtree}',
  },
  {
    from: { parameter_ranges: declared([{ kind: 'integer', name: 'x', min: 1, max: 9, scaling: 'Auto' }]) },
    to: { parameter_ranges: declared([{ kind: 'continuous', name: 'x', min: 1, max: 9, scaling: 'Auto' }]) },
    want: 'x 1–9 integer → 1–9',
  },
  {
    to: { static_hyper_parameters: { rounds: '200', verbose: '1' } },
    want: 'static_hyper_parameters.rounds 100 → 200, static_hyper_parameters.verbose 1 added',
  },
  {
    to: { objective: { type: 'Minimize', metric_name: 'validation:loss' }, random_seed: 7 },
    want: 'objective.type Maximize → Minimize, objective.metric_name validation:accuracy → validation:loss, random_seed 7 added',
  },
  {
    from: {
      parameter_ranges: declared([{ kind: 'integer', name: 'random_seed', min: 1, max: 9, scaling: 'Auto' }]),
    },
    to: {
      parameter_ranges: declared([{ kind: 'integer', name: 'random_seed', min: 1, max: 5, scaling: 'Auto' }]),
      random_seed: 7,
    },
    want: 'random_seed 1–9 integer → 1–5 integer, random_seed 7 added',
  },
  {
    to: {
      input_data_config: [
        {
          ...channel,
          data_source: { s3_data_source: { ...channel.data_source.s3_data_source, s3_uri: 's3://data/v2' } },
        },
      ],
    },
    want: 'input_data_config.training.s3_uri s3://data/training → s3://data/v2',
  },
  {
    from: { environment: { API_KEY: 'old-hidden' } },
    to: { environment: { API_KEY: 'new-hidden' } },
    want: 'environment.API_KEY changed',
  },
  { to: { environment: { DB_PASSWORD: 'new-hidden' } }, want: 'environment.DB_PASSWORD (hidden) added' },
  {
    from: {
      environment: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, '1'])),
    },
    to: {
      environment: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, '2'])),
    },
    want:
      'environment.a 1 → 2, environment.b 1 → 2, environment.c 1 → 2, environment.d 1 → 2, environment.e 1 → 2, ' +
      'environment.f 1 → 2 and 2 more',
  },
];

describe('explainChange', () => {
  it.each(cases)('$want', ({ from, to, want }) => {
    expect(explainChange(anExperiment(from), anExperiment(to))).toBe(want);
  });

  it('shortens long values', () => {
    const changed = explainChange(anExperiment(), anExperiment({ environment: { NOTES: 'x'.repeat(500) } }));
    expect(changed.length).toBeLessThan(120);
  });

  it('finds every change of the search, so that no new generation goes unexplained', () => {
    const changes: readonly Changes[] = [
      { strategy: 'Random' },
      { training_job_early_stopping_type: 'Auto' },
      { algorithm_specification: { training_image: 'other' } },
      { algorithm_specification: { training_input_mode: 'Pipe' } },
      { algorithm_specification: { metric_definitions: [] } },
      { role_arn: 'other' },
      { output_data_config: { s3_output_path: 's3://other' } },
      { output_data_config: { kms_key_id: 'key' } },
      { resource_config: { instance_type: 'ml.m5.large' } },
      { resource_config: { instance_count: 2 } },
      { resource_config: { volume_size_in_gb: 31 } },
      { stopping_condition: { max_runtime_in_seconds: 3601 } },
      { resource_limits: { max_number_of_training_jobs: 40, max_parallel_training_jobs: 3 } },
      {
        resource_limits: {
          max_number_of_training_jobs: 40,
          max_parallel_training_jobs: 4,
          max_runtime_in_seconds: 600,
        },
      },
    ];
    for (const change of changes) {
      expect(explainChange(anExperiment(), anExperiment(change))).not.toBe(
        'nothing the tuning job depends on changed',
      );
    }
  });
});

describe('describeSearchSpace', () => {
  const searching = (list: Parameters<typeof declared>[0]) =>
    anExperiment({ parameter_ranges: declared(list) });

  it('puts the ranges of several training definitions after their names', () => {
    const one = { definition_name: 'trees', hyper_parameter_ranges: anExperiment().parameter_ranges! };
    const other = {
      definition_name: 'nets',
      hyper_parameter_ranges: { ...declared([]), auto_parameters: [{ name: 'width', value_hint: '8' }] },
    };
    const spec = { ...anExperiment(), training_job_definitions: [one, other] } as unknown as ExperimentSpec;
    expect(describeSearchSpace(spec)).toBe(
      'trees: max_depth 2–10, learning_rate 0.01–0.3 (log), booster {gbtree, dart}; nets: width (Autotune)',
    );
  });

  it('puts every range on one line', () => {
    expect(describeSearchSpace(searching(ranges))).toBe(
      'max_depth 2–10, learning_rate 0.01–0.3 (log), booster {gbtree, dart}',
    );
  });

  it('cuts long lists of values short', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(describeSearchSpace(searching([{ kind: 'categorical', name: 'x', values }]))).toBe(
      'x {a, b, c, d, e, f, … 2 more}',
    );
  });

  it('names the other scales', () => {
    expect(
      describeSearchSpace(
        searching([
          { kind: 'continuous', name: 'decay', min: 0.9, max: 0.999, scaling: 'ReverseLogarithmic' },
          { kind: 'integer', name: 'n', min: 1, max: 9, scaling: 'Linear' },
        ]),
      ),
    ).toBe('n 1–9 (linear), decay 0.9–0.999 (reverse log)');
  });
});

describe('looksSecret', () => {
  it.each([
    ['DB_PASSWORD', 'x'],
    ['api_key', 'x'],
    ['apikey', 'x'],
    ['AWS_SECRET_ACCESS_KEY', 'x'],
    ['HF_TOKEN', 'x'],
    ['client.secret', 'x'],
    ['notes', 'AKIAIOSFODNN7EXAMPLE'],
    ['notes', '-----BEGIN RSA PRIVATE KEY-----'],
    ['notes', `ghp_${'a'.repeat(36)}`],
    ['url', 'https://me:hunter2@example.com/'],
  ])('%s=%s is a secret', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  it.each([
    ['max_tokens', '512'],
    ['token_count', '3'],
    ['secretary', 'x'],
    ['tokenizer', 'bpe'],
    ['learning_rate', '0.1'],
    ['url', 'https://example.com/a@b'],
    ['key', 'value'],
  ])('%s=%s is no secret', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});
