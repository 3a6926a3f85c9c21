import { createSearcher } from '../../../../modules/search';
import { randomStream } from '../../../../modules/search/random-stream';
import type { ParameterRange, SearchReview, TrialRecord } from '../../../../modules/tuning';
import { positionIn } from '../../../../modules/tuning/findings/position';

const RANGES: readonly ParameterRange[] = [
  { kind: 'continuous', name: 'rate', min: 1e-5, max: 0.1, scaling: 'Logarithmic' },
  { kind: 'integer', name: 'depth', min: 2, max: 12, scaling: 'Linear' },
  { kind: 'categorical', name: 'growth', values: ['depth', 'loss', 'none'] },
  { kind: 'continuous', name: 'share', min: 0.2, max: 0.9, scaling: 'Auto' },
  { kind: 'integer', name: 'leaves', min: 4, max: 1024, scaling: 'Auto' },
];

/**
 * Returns a search as it should be, made from its seed: one to five hyperparameters that all matter, the best values inside
 * their ranges, 4 to 60 training jobs, and up to a third as much noise as signal.
 */
export function wellBehavedSearch(
  seed: number,
  strategy: 'Random' | 'Bayesian' = 'Random',
  centres: readonly [number, number] = [0.2, 0.8],
): SearchReview {
  const random = randomStream(seed, 1);
  const between = (low: number, high: number): number => low + random.next() * (high - low);
  const first = Math.floor(between(0, RANGES.length));
  const ranges = Array.from(
    { length: Math.floor(between(1, RANGES.length + 1)) },
    (_, at) => RANGES[(first + at) % RANGES.length]!,
  );
  const shape = ranges.map(() => ({ weight: between(1, 3), centre: between(...centres) }));
  const noise = between(0, 0.08);
  const value = (hyperparameters: Readonly<Record<string, string>>): number =>
    ranges.reduce((sum, range, at) => {
      const { weight, centre } = shape[at]!;
      const text = hyperparameters[range.name] ?? '';
      const place =
        range.kind === 'categorical'
          ? range.values.indexOf(text) / range.values.length
          : positionIn(range, Number(text));
      return sum + weight * (place - centre) ** 2;
    }, 0.2) +
    noise * (random.next() + random.next() + random.next() - 1.5) * 2;
  const searcher = createSearcher(strategy, ranges, { objective: 'Minimize', seed });
  const completed: { hyperparameters: Readonly<Record<string, string>>; value: number }[] = [];
  const count = Math.floor(between(4, strategy === 'Random' ? 61 : 26));
  while (completed.length < count) {
    // A random search does not look at the results.
    const wanted = strategy === 'Random' ? count : 1;
    const next = searcher.suggest({ completed, active: [], failed: [] }, wanted);
    if (next.length === 0) break;
    completed.push(...next.map((hyperparameters) => ({ hyperparameters, value: value(hyperparameters) })));
  }
  return {
    definitions: [{ objective: { type: 'Minimize', metric_name: 'loss' }, ranges }],
    trials: completed.map(({ hyperparameters, value: objectiveValue }, at) =>
      trialOf(at, { hyperparameters, objectiveValue }),
    ),
    logs: { lines: new Map() },
  };
}

/** A completed training job with the given differences. */
export function trialOf(at: number, more: Partial<TrialRecord> = {}): TrialRecord {
  const trainingJobName = `churn-${String(at).padStart(3, '0')}`;
  return {
    trainingJobName,
    trainingJobArn: `arn:aws:sagemaker:us-east-1:000000000000:training-job/${trainingJobName}`,
    tuningJobName: 'churn',
    status: 'Completed',
    objectiveStatus: 'Succeeded',
    hyperparameters: {},
    createdAtMs: at * 1000,
    ...more,
  };
}
