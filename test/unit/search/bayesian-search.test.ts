import { createSearcher } from '../../../modules/search';
import type { Suggestion, TrialHistory, WarmStart } from '../../../modules/search';
import type { ParameterRange } from '../../../modules/tuning';
import { ackley5, branin, diverging, hartmann3, hartmann6, mixed } from './objective-functions';
import type { ObjectiveFunction } from './objective-functions';

interface Setting {
  readonly seed: number;
  readonly evaluations: number;
  readonly maximize?: boolean;
  /** Trials running at once, each finished in the order it began. */
  readonly parallel?: number;
  readonly fails?: (hyperparameters: Suggestion) => boolean;
  readonly warmStart?: WarmStart;
}

/** Searches and returns the whole history, in the order trials ended. */
function search(objective: ObjectiveFunction, setting: Setting): TrialHistory {
  const { seed, evaluations, parallel = 1, maximize = false } = setting;
  const goal = maximize ? 'Maximize' : 'Minimize';
  const searcher = createSearcher('Bayesian', objective.ranges, {
    objective: goal,
    seed,
    warmStart: setting.warmStart,
  });
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  const failed: { hyperparameters: Suggestion }[] = [];
  const active: { hyperparameters: Suggestion }[] = [];
  while (completed.length + failed.length < evaluations) {
    const wanted = Math.min(parallel, evaluations - completed.length - failed.length) - active.length;
    const next = searcher.suggest({ completed, active, failed }, wanted);
    active.push(...next.map((hyperparameters) => ({ hyperparameters })));
    const ended = active.shift();
    if (ended === undefined) break;
    const value = objective.evaluate(ended.hyperparameters);
    if (setting.fails?.(ended.hyperparameters) === true) failed.push(ended);
    else completed.push({ ...ended, value: maximize ? -value : value });
  }
  return { completed, active, failed };
}

function regret(objective: ObjectiveFunction, setting: Setting): number {
  const sign = setting.maximize === true ? -1 : 1;
  const { completed } = search(objective, setting);
  return Math.min(...completed.map(({ value }) => sign * value)) - objective.optimum;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Median regret of three Bayesian searches over that of fifteen random ones, after 50 evaluations each. */
function relativeRegret(objective: ObjectiveFunction): number {
  const bayesian = [0, 1, 2].map((seed) => regret(objective, { seed, evaluations: 50 }));
  const random = Array.from({ length: 15 }, (_, seed) => {
    const searcher = createSearcher('Random', objective.ranges, { objective: 'Minimize', seed });
    const all = searcher.suggest({ completed: [], active: [], failed: [] }, 50);
    return Math.min(...all.map((hyperparameters) => objective.evaluate(hyperparameters))) - objective.optimum;
  });
  return median(bayesian) / median(random);
}

describe('Bayesian search', () => {
  // scripts/bench-search.ts holds the full table over 31 seeds; this notices when something breaks.
  it.each([
    { objective: branin, bar: 0.001 },
    { objective: hartmann3, bar: 0.001 },
    { objective: ackley5, bar: 0.4 },
    { objective: mixed, bar: 0.05 },
    { objective: diverging, bar: 0.05 },
  ])('leaves at most $bar of random search’s regret on $objective.name', ({ objective, bar }) => {
    expect(relativeRegret(objective)).toBeLessThan(bar);
  });

  it('finds its way on Hartmann-6 in 24 trials, which taking every function for smooth does not', () => {
    const regrets = [0, 1, 2, 3, 4].map((seed) => regret(hartmann6, { seed, evaluations: 24 }));
    expect(median(regrets)).toBeLessThan(0.75);
  });

  it('maximises as well as it minimises', () => {
    const turned = search(branin, { seed: 4, evaluations: 20, maximize: true }).completed;
    const plain = search(branin, { seed: 4, evaluations: 20 }).completed;
    expect(turned.map(({ hyperparameters }) => hyperparameters)).toEqual(
      plain.map(({ hyperparameters }) => hyperparameters),
    );
  });

  it('still learns with four trials running at once', () => {
    const parallel = [0, 1, 2].map((seed) => regret(branin, { seed, evaluations: 40, parallel: 4 }));
    expect(median(parallel)).toBeLessThan(0.02);
  });

  it('spreads a batch out instead of asking for the same optimum several times', () => {
    const { completed } = search(branin, { seed: 0, evaluations: 15 });
    const searcher = createSearcher('Bayesian', branin.ranges, { objective: 'Minimize', seed: 0 });
    const batch = searcher.suggest({ completed, active: [], failed: [] }, 4);
    const distances = batch.flatMap((a, i) =>
      batch
        .slice(i + 1)
        .map((b) => Math.hypot(Number(a['x0']) - Number(b['x0']), Number(a['x1']) - Number(b['x1']))),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.05);
  });

  it.each([15, 16])(
    'suggests two trials at once as it would one after the other, after %d',
    (evaluations) => {
      const { completed } = search(branin, { seed: 0, evaluations });
      const searcher = createSearcher('Bayesian', branin.ranges, { objective: 'Minimize', seed: 0 });
      const [first, second] = searcher.suggest({ completed, active: [], failed: [] }, 2);
      const active = [{ hyperparameters: first! }];
      expect(searcher.suggest({ completed, active, failed: [] }, 1)).toEqual([second]);
    },
  );

  it('keeps away from where trials fail', () => {
    // Everything left of the middle fails, where two of the three optima are.
    const fails = (hyperparameters: Suggestion): boolean => Number(hyperparameters['x0']) < 2.5;
    const searches = [0, 1, 2, 3, 4].map((seed) => search(branin, { seed, evaluations: 40, fails }));
    // At random, twenty would.
    expect(median(searches.map(({ failed }) => failed.length))).toBeLessThan(13);
    const least = searches.map(({ completed }) => Math.min(...completed.map(({ value }) => value)));
    expect(median(least) - branin.optimum).toBeLessThan(0.01);
  });

  it('is not led astray by a single failure beside the optimum', () => {
    let failures = 0;
    const fails = (): boolean => {
      failures += 1;
      return failures % 7 === 0;
    };
    expect(regret(branin, { seed: 2, evaluations: 45, fails })).toBeLessThan(0.05);
  });

  it('still finds its way when the metric is noisy', () => {
    // A repeatable ripple far finer than any two trials lie apart is noise to the search.
    const noisy: ObjectiveFunction = {
      ...hartmann3,
      evaluate: (hyperparameters) =>
        hartmann3.evaluate(hyperparameters) + 0.1 * Math.sin(1e7 * Number(hyperparameters['x0'])),
    };
    const visited = [0, 1, 2].map((seed) =>
      Math.min(
        ...search(noisy, { seed, evaluations: 40 }).completed.map(
          ({ hyperparameters }) => hartmann3.evaluate(hyperparameters) - hartmann3.optimum,
        ),
      ),
    );
    expect(median(visited)).toBeLessThan(0.1);
  });

  it.each([
    { name: 'constant', value: () => 5 },
    { name: 'huge', value: (x: number) => 1e300 * x },
    { name: 'tiny', value: (x: number) => 1e-300 * x },
    { name: 'huge level', value: (x: number) => 1e15 + x },
    { name: 'both extremes', value: (x: number) => (x > 0.5 ? 1.7e308 : -1.7e308) },
    { name: 'not a number at times', value: (x: number) => (x > 0.5 ? NaN : x) },
    { name: 'never a number', value: () => NaN },
    { name: 'a single step', value: (x: number) => (x > 0.99 ? 0 : 1) },
  ])('survives a metric that is $name', ({ value }) => {
    const ranges: ParameterRange[] = [
      { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' },
      { kind: 'categorical', name: 'c', values: ['only'] },
    ];
    const searcher = createSearcher('Bayesian', ranges, { objective: 'Maximize', seed: 0 });
    const completed: { hyperparameters: Suggestion; value: number }[] = [];
    for (let trial = 0; trial < 25; trial += 1) {
      const [hyperparameters] = searcher.suggest({ completed, active: [], failed: [] }, 1);
      expect(Number(hyperparameters?.['x'])).not.toBeNaN();
      completed.push({ hyperparameters: hyperparameters!, value: value(Number(hyperparameters?.['x'])) });
    }
    expect(new Set(completed.map(({ hyperparameters }) => hyperparameters['x'])).size).toBe(25);
  });

  /** A parent that measured the function as another program would report it. */
  const parentOf = (objective: ObjectiveFunction, reported: (value: number) => number) => ({
    completed: search(objective, { seed: 50, evaluations: 40 }).completed.map(
      ({ hyperparameters, value }) => ({ hyperparameters, value: reported(value) }),
    ),
  });

  it('begins where a parent with the same data and algorithm ended', () => {
    const warmStart: WarmStart = {
      type: 'IdenticalDataAndAlgorithm',
      parents: [parentOf(branin, (value) => value)],
    };
    const regrets = [0, 1, 2].map((seed) => regret(branin, { seed, evaluations: 5, warmStart }));
    expect(median(regrets)).toBeLessThan(0.2);
  });

  it('begins near what was best for a parent with another scale, and improves on it', () => {
    const warmStart: WarmStart = {
      type: 'TransferLearning',
      parents: [parentOf(branin, (value) => 1000 * value + 5)],
    };
    const regrets = [0, 1, 2].map((seed) => [
      regret(branin, { seed, evaluations: 1, warmStart }),
      regret(branin, { seed, evaluations: 25, warmStart }),
    ]);
    expect(median(regrets.map(([first]) => first!))).toBeLessThan(0.1);
    expect(median(regrets.map(([, later]) => later!))).toBeLessThan(0.001);
  });

  it('is led astray by a parent that measured the opposite for a while only', () => {
    const warmStart: WarmStart = {
      type: 'TransferLearning',
      parents: [parentOf({ ...branin, evaluate: (tried) => -branin.evaluate(tried) }, (value) => value)],
    };
    const regrets = [0, 1, 2].map((seed) => regret(branin, { seed, evaluations: 35, warmStart }));
    expect(median(regrets)).toBeLessThan(0.05);
  });

  it('ignores earlier trials that are not of this space', () => {
    const searcher = createSearcher('Bayesian', branin.ranges, { objective: 'Minimize', seed: 0 });
    const completed = Array.from({ length: 20 }, () => ({ hyperparameters: { other: '1' }, value: 1 }));
    expect(searcher.suggest({ completed, active: [], failed: [] }, 1)).toHaveLength(1);
  });

  it('copes with thirty parameters and a few hundred trials', () => {
    const ranges = Array.from({ length: 30 }, (_, index): ParameterRange => ({
      kind: 'continuous',
      name: `x${String(index)}`,
      min: 0,
      max: 1,
      scaling: 'Linear',
    }));
    const completed = createSearcher('Random', ranges, { objective: 'Minimize', seed: 0 })
      .suggest({ completed: [], active: [], failed: [] }, 200)
      .map((hyperparameters) => ({ hyperparameters, value: Number(hyperparameters['x0']) }));
    const searcher = createSearcher('Bayesian', ranges, { objective: 'Minimize', seed: 0 });
    const [next] = searcher.suggest({ completed, active: [], failed: [] }, 1);
    // Only x0 matters, and less is better.
    expect(Number(next?.['x0'])).toBeLessThan(0.1);
  });
});
