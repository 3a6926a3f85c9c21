import * as fc from 'fast-check';
import { fingerprint, tuningJobName } from '../../../modules/tuning';
import type { ExperimentSpec, ParameterRange, TuningJobIdentity } from '../../../modules/tuning';
import { anExperiment } from './an-experiment';

const SAGEMAKER_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;

const identity: fc.Arbitrary<TuningJobIdentity> = fc.record({
  owner: fc.string(),
  name: fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-zA-Z0-9-]{0,40}$/)),
  fingerprint: fc.string(),
  run: fc.nat(),
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
        const same =
          a.owner === b.owner && a.name === b.name && a.fingerprint === b.fingerprint && a.run === b.run;
        expect(tuningJobName(a) === tuningJobName(b)).toBe(same);
      }),
    );
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
    parameterRanges: fc.uniqueArray(range, { selector: (item) => item.name, maxLength: 5 }),
    staticHyperParameters: fc.dictionary(text, text),
    environment: fc.dictionary(text, text),
    metricDefinitions: fc.array(fc.record({ name: text, regex: text }), { maxLength: 4 }),
  })
  .map(anExperiment);

/** The same search written in another order. */
function rewritten(given: ExperimentSpec): ExperimentSpec {
  const reversedKeys = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).reverse());
  return Object.fromEntries(
    Object.entries({
      ...given,
      parameterRanges: given.parameterRanges
        .map((item) => (item.kind === 'categorical' ? { ...item, values: [...item.values].reverse() } : item))
        .reverse(),
      metricDefinitions: [...given.metricDefinitions].reverse(),
      inputDataConfig: [...given.inputDataConfig].reverse(),
      staticHyperParameters: reversedKeys(given.staticHyperParameters),
      environment: reversedKeys(given.environment),
    }).reverse(),
  ) as unknown as ExperimentSpec;
}

describe('fingerprint', () => {
  it('is the same whatever order a search is written in', () => {
    fc.assert(fc.property(spec, (given) => expect(fingerprint(rewritten(given))).toBe(fingerprint(given))));
  });

  it('is not moved by an optional member that is absent', () => {
    const given = { ...anExperiment(), randomSeed: undefined, outputKmsKeyId: undefined };
    expect(fingerprint(given as unknown as ExperimentSpec)).toBe(fingerprint(anExperiment()));
  });

  it('is the same on every machine and in every release', () => {
    const metricDefinitions = [{ name: 'validation:accuracy', regex: 'accuracy=([0-9.]+)' }];
    expect(fingerprint(anExperiment({ metricDefinitions }))).toBe(
      '28828ac2cae5ec93eabe4cccd4524c8bda16ca65050c802ef2a9b8b358b77a14',
    );
  });

  const changes: readonly Partial<ExperimentSpec>[] = [
    { strategy: 'Random' },
    { objective: { type: 'Minimize', metricName: 'validation:accuracy' } },
    { resourceLimits: { maxNumberOfTrainingJobs: 41, maxParallelTrainingJobs: 4 } },
    { resourceLimits: { maxNumberOfTrainingJobs: 40, maxParallelTrainingJobs: 4, maxRuntimeInSeconds: 600 } },
    { trainingJobEarlyStoppingType: 'Auto' },
    { parameterRanges: [] },
    { staticHyperParameters: { rounds: '101' } },
    { randomSeed: 0 },
    { trainingImage: 'other' },
    { trainingInputMode: 'Pipe' },
    { metricDefinitions: [] },
    { roleArn: 'other' },
    { inputDataConfig: [] },
    { s3OutputPath: 's3://other' },
    { outputKmsKeyId: 'key' },
    { instanceType: 'ml.m5.large' },
    { instanceCount: 2 },
    { volumeSizeInGb: 31 },
    { maxRuntimeInSeconds: 3601 },
    { environment: { A: 'b' } },
  ];

  it.each(changes)('changes with %j', (change) => {
    expect(fingerprint(anExperiment(change))).not.toBe(fingerprint(anExperiment()));
  });
});
