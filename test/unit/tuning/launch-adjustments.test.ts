import { adjustedTag, adjustSpec, configuredSearch, isAsConfigured, specOf } from '../../../modules/tuning';
import { tagProblem } from '../../../modules/tuning';
import type { ExperimentSpec, LaunchAdjustments } from '../../../modules/tuning';
import { fullSpec, sparseSpec } from '../aws/specs';

const { warm_start_config: _, ...own } = fullSpec;
const cold: ExperimentSpec = specOf(own);

const CASES: readonly (readonly [string, ExperimentSpec, LaunchAdjustments, string | undefined])[] = [
  ['nothing', cold, {}, undefined],
  [
    'a warm start with fewer training jobs',
    cold,
    {
      warmStartFrom: ['churn-b', 'churn-a'],
      numbers: { max_number_of_training_jobs: 1, max_parallel_training_jobs: 1, random_seed: 9 },
    },
    'warm-start max_number_of_training_jobs=20 max_parallel_training_jobs=2 random_seed=7',
  ],
  [
    'a cap on a search without one',
    sparseSpec,
    { numbers: { max_runtime_in_seconds: 600 } },
    'max_runtime_in_seconds=none',
  ],
  ['a warm start alone', sparseSpec, { warmStartFrom: ['churn-a'] }, 'warm-start'],
  [
    'everything',
    sparseSpec,
    {
      warmStartFrom: ['a', 'b', 'c', 'd', 'e'],
      numbers: {
        max_number_of_training_jobs: 10_000,
        max_parallel_training_jobs: 100,
        max_runtime_in_seconds: 15_768_000,
        random_seed: 2 ** 31 - 1,
      },
    },
    'warm-start max_number_of_training_jobs=1 max_parallel_training_jobs=1 max_runtime_in_seconds=none random_seed=none',
  ],
];

describe('a search that is not requested as it is configured', () => {
  it.each(CASES)('tells by a tag what was configured: %s', (_what, spec, adjustments, tag) => {
    expect(adjustedTag(spec, adjustments)).toBe(tag);
    expect(tagProblem('key', tag)).toBeUndefined();
    expect(isAsConfigured(adjustments)).toBe(tag === undefined);
    expect(configuredSearch(adjustSpec(spec, adjustments), tag)).toEqual({ spec, adjustments });
  });

  it('is what the adjustments say', () => {
    const adjusted = adjustSpec(sparseSpec, {
      warmStartFrom: ['churn-a'],
      numbers: { max_runtime_in_seconds: 600, random_seed: 3 },
    });
    expect(adjusted).toEqual({
      ...sparseSpec,
      random_seed: 3,
      resource_limits: { ...sparseSpec.resource_limits, max_runtime_in_seconds: 600 },
      warm_start_config: {
        parent_hyper_parameter_tuning_jobs: [{ hyper_parameter_tuning_job_name: 'churn-a' }],
        warm_start_type: 'IdenticalDataAndAlgorithm',
      },
    });
  });

  it.each([
    ['no tag', undefined],
    ['words that no release wrote', 'max_number_of_training_jobs=many colour=3 =7'],
    ['a warm start that is none', 'warm-start'],
  ])('is taken for the configured one by %s', (_what, tag) => {
    expect(configuredSearch(sparseSpec, tag)).toEqual({ spec: sparseSpec, adjustments: {} });
  });

  it('keeps a warm start that the author configured', () => {
    expect(configuredSearch(fullSpec, 'random_seed=3')).toEqual({
      spec: { ...fullSpec, random_seed: 3 },
      adjustments: { numbers: { random_seed: 7 } },
    });
  });
});
