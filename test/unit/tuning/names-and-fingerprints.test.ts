import * as fc from 'fast-check';
import {
  fingerprint,
  groupBySearch,
  isOfSameSearch,
  MAX_SHARD,
  rangesOf,
  tuningJobName,
} from '../../../modules/tuning';
import type { ExperimentSpec, ParameterRange, TuningJobIdentity } from '../../../modules/tuning';
import { anExperiment, declared } from './an-experiment';
import type { Changes } from './an-experiment';

const SAGEMAKER_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;

const identity: fc.Arbitrary<TuningJobIdentity> = fc.record({
  owner: fc.string(),
  name: fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-zA-Z0-9-]{0,40}$/)),
  fingerprint: fc.string(),
  run: fc.nat(),
  shard: fc.option(fc.integer({ min: 1, max: MAX_SHARD }), { nil: undefined }),
});

describe('tuningJobName', () => {
  it('is a name SageMaker accepts, in lower case, whatever the identity', () => {
    fc.assert(
      fc.property(identity, (who) => {
        const name = tuningJobName(who);
        expect(name).toMatch(SAGEMAKER_NAME);
        expect(name).toBe(name.toLowerCase());
        expect(name).toMatch(/^[a-z0-9-]{1,19}-[a-z2-7]{12}$/);
      }),
    );
  });

  it('differs as soon as any part of the identity differs', () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const parts = ({ owner, name, fingerprint: print, run, shard }: TuningJobIdentity) =>
          JSON.stringify([owner, name, print, run, shard ?? null]);
        const same = parts(a) === parts(b);
        expect(tuningJobName(a) === tuningJobName(b)).toBe(same);
      }),
    );
  });

  it('tells which names belong to the same search, and only those', () => {
    const shard = fc.option(fc.integer({ min: 1, max: MAX_SHARD }), { nil: undefined });
    fc.assert(
      fc.property(identity, shard, identity, (one, sibling, other) => {
        const name = tuningJobName(one);
        expect(isOfSameSearch(name, tuningJobName({ ...one, shard: sibling }))).toBe(true);
        const search = ({ owner, name, fingerprint: print, run }: TuningJobIdentity) =>
          JSON.stringify([owner, name, print, run]);
        expect(isOfSameSearch(name, tuningJobName(other))).toBe(search(one) === search(other));
      }),
    );
  });

  it('gives the tuning jobs of a search as many names as there are numbers', () => {
    const search = { owner: 'me', name: 'churn', fingerprint: 'f', run: 1 };
    const names = Array.from({ length: MAX_SHARD + 1 }, (_, at) =>
      tuningJobName({ ...search, shard: at === 0 ? undefined : at }),
    );
    expect(new Set(names).size).toBe(1024);
    expect(groupBySearch(names)).toEqual([names]);
  });

  it.each([
    { what: 'no name', names: [], searches: [] },
    {
      what: 'names that Tuneform did not make',
      names: ['churn-a', 'churn-b'],
      searches: [['churn-a'], ['churn-b']],
    },
    {
      what: 'hashes without a prefix',
      names: ['chjo5metva3q', 'chjo5metva3r'],
      searches: [['chjo5metva3q'], ['chjo5metva3r']],
    },
    {
      what: 'two searches of two tuning jobs',
      names: ['a-chjo5metva3q', 'a-chjo5metva3r', 'a-chjo5metvb3q', 'a-chjo5metvb3r'],
      searches: [
        ['a-chjo5metva3q', 'a-chjo5metva3r'],
        ['a-chjo5metvb3q', 'a-chjo5metvb3r'],
      ],
    },
    {
      what: 'two experiments',
      names: ['a-chjo5metva3q', 'b-chjo5metva3q'],
      searches: [['a-chjo5metva3q'], ['b-chjo5metva3q']],
    },
  ])('groups $what by search', ({ names, searches }) => {
    expect(groupBySearch(names)).toEqual(searches);
  });

  it('cannot be made equal by moving text from one part to the next', () => {
    const one = tuningJobName({ owner: 'team-a', name: 'b', fingerprint: 'f', run: 1 });
    const other = tuningJobName({ owner: 'team', name: 'a-b', fingerprint: 'f', run: 1 });
    expect(one.slice(-12)).not.toBe(other.slice(-12));
  });

  it('is the same on every machine and in every release', () => {
    // A change here would make every experiment in the world look new and be paid for again.
    expect(tuningJobName({ owner: 'default', name: 'digits', fingerprint: 'f'.repeat(64), run: 1 })).toBe(
      'digits-chjo5metva3q',
    );
  });

  it.each([
    { name: 'Churn Model (v2)', prefix: 'churn-model-v2', why: 'other characters become one hyphen' },
    { name: 'a-very-long-logical-name-indeed', prefix: 'a-very-long-logical', why: 'cut at 19' },
    { name: 'nineteen-characters-x', prefix: 'nineteen-characters', why: 'no hyphen is left at the cut' },
    { name: '---', prefix: 'tuning', why: 'nothing readable is left' },
    { name: 'été', prefix: 't', why: 'only ASCII letters are allowed' },
  ])('shows $name as $prefix: $why', ({ name, prefix }) => {
    const full = tuningJobName({ owner: 'default', name, fingerprint: 'f', run: 1 });
    expect(full.slice(0, -13)).toBe(prefix);
  });
});

const text = fc.string({ maxLength: 8 });
const range: fc.Arbitrary<ParameterRange> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('integer' as const, 'continuous' as const),
    name: text,
    min: fc.double({ noNaN: true }),
    max: fc.double({ noNaN: true }),
    scaling: fc.constantFrom('Auto' as const, 'Logarithmic' as const),
  }),
  fc.record({
    kind: fc.constant('categorical' as const),
    name: text,
    values: fc.array(text, { maxLength: 4 }),
  }),
);
const spec: fc.Arbitrary<ExperimentSpec> = fc
  .record({
    parameter_ranges: fc.uniqueArray(range, { selector: (item) => item.name, maxLength: 5 }).map(declared),
    static_hyper_parameters: fc.dictionary(text, text),
    environment: fc.dictionary(text, text),
    algorithm_specification: fc.record({
      metric_definitions: fc.array(fc.record({ name: text, regex: text }), { maxLength: 4 }),
    }),
  })
  .map(anExperiment);

/** The same search written in another order. */
function rewritten(given: ExperimentSpec): ExperimentSpec {
  const reversedKeys = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).reverse());
  return Object.fromEntries(
    Object.entries({
      ...given,
      parameter_ranges: declared(
        rangesOf(given.parameter_ranges!)
          .map((item) =>
            item.kind === 'categorical' ? { ...item, values: [...item.values].reverse() } : item,
          )
          .reverse(),
      ),
      algorithm_specification: {
        ...given.algorithm_specification,
        metric_definitions: [...given.algorithm_specification!.metric_definitions].reverse(),
      },
      input_data_config: [...given.input_data_config].reverse(),
      static_hyper_parameters: reversedKeys(given.static_hyper_parameters),
      environment: reversedKeys(given.environment),
    }).reverse(),
  ) as unknown as ExperimentSpec;
}

describe('fingerprint', () => {
  it('is the same whatever order a search is written in', () => {
    fc.assert(fc.property(spec, (given) => expect(fingerprint(rewritten(given))).toBe(fingerprint(given))));
  });

  it('is not moved by an optional member that is absent', () => {
    const given = anExperiment({ random_seed: undefined, output_data_config: { kms_key_id: undefined } });
    expect(fingerprint(given)).toBe(fingerprint(anExperiment()));
  });

  it('is the same on every machine and in every release', () => {
    const metric_definitions = [{ name: 'validation:accuracy', regex: 'accuracy=([0-9.]+)' }];
    expect(fingerprint(anExperiment({ algorithm_specification: { metric_definitions } }))).toBe(
      'ac9727b05407f9c157b96c53255895f239878fcf4d9a20f33c0daccf69194399',
    );
  });

  const changes: readonly Changes[] = [
    { strategy: 'Random' },
    { objective: { type: 'Minimize', metric_name: 'validation:accuracy' } },
    { resource_limits: { max_number_of_training_jobs: 41, max_parallel_training_jobs: 4 } },
    {
      resource_limits: {
        max_number_of_training_jobs: 40,
        max_parallel_training_jobs: 4,
        max_runtime_in_seconds: 600,
      },
    },
    { training_job_early_stopping_type: 'Auto' },
    { parameter_ranges: declared([]) },
    { static_hyper_parameters: { rounds: '101' } },
    { random_seed: 0 },
    { algorithm_specification: { training_image: 'other' } },
    { algorithm_specification: { training_input_mode: 'Pipe' } },
    { algorithm_specification: { metric_definitions: [] } },
    { role_arn: 'other' },
    { input_data_config: [] },
    { output_data_config: { s3_output_path: 's3://other' } },
    { output_data_config: { kms_key_id: 'key' } },
    { resource_config: { instance_type: 'ml.m5.large' } },
    { resource_config: { instance_count: 2 } },
    { resource_config: { volume_size_in_gb: 31 } },
    { stopping_condition: { max_runtime_in_seconds: 3601 } },
    { environment: { A: 'b' } },
  ];

  it.each(changes)('changes with %j', (change) => {
    expect(fingerprint(anExperiment(change))).not.toBe(fingerprint(anExperiment()));
  });
});
