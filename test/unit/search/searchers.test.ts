import * as fc from 'fast-check';
import { createSearcher } from '../../../modules/search';
import type { Searcher, Suggestion, TrialHistory } from '../../../modules/search';
import type { ParameterRange, Strategy } from '../../../modules/tuning';

const nothing: TrialHistory = { completed: [], active: [], failed: [] };

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const bounds = fc
  .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .filter(([a, b]) => Math.abs(a - b) > 1e-9 * Math.max(a, b));
const range: fc.Arbitrary<ParameterRange> = fc.oneof(
  fc
    .record({
      name,
      bounds,
      scaling: fc.constantFrom('Auto' as const, 'Linear' as const, 'Logarithmic' as const),
    })
    .map((given): ParameterRange => ({
      kind: 'continuous',
      name: given.name,
      min: Math.min(...given.bounds),
      max: Math.max(...given.bounds),
      scaling: given.scaling,
    })),
  fc
    .record({
      name,
      low: fc.double({ min: 0, max: 0.9, noNaN: true }),
      share: fc.double({ min: 0.01, max: 0.999, noNaN: true }),
    })
    .map(({ name: its, low, share }): ParameterRange => ({
      kind: 'continuous',
      name: its,
      min: low,
      max: low + (1 - low) * share,
      scaling: 'ReverseLogarithmic',
    })),
  fc
    .record({
      name,
      min: fc.integer({ min: 1, max: 1000 }),
      width: fc.integer({ min: 1, max: 100_000 }),
      scaling: fc.constantFrom('Auto' as const, 'Linear' as const, 'Logarithmic' as const),
    })
    .map(({ name: its, min, width, scaling }): ParameterRange => ({
      kind: 'integer',
      name: its,
      min,
      max: min + width,
      scaling,
    })),
  fc
    .record({ name, values: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }) })
    .map((given): ParameterRange => ({ kind: 'categorical', ...given })),
);
const ranges = fc.uniqueArray(range, { selector: (item) => item.name, minLength: 1, maxLength: 4 });

function expectInBounds(suggestion: Suggestion, given: readonly ParameterRange[]): void {
  expect(Object.keys(suggestion).sort()).toEqual(given.map((item) => item.name).sort());
  for (const item of given) {
    const text = suggestion[item.name] ?? '';
    if (item.kind === 'categorical') {
      expect(item.values).toContain(text);
      continue;
    }
    const value = Number(text);
    expect(value).toBeGreaterThanOrEqual(item.min);
    expect(value).toBeLessThanOrEqual(item.max);
    if (item.kind === 'integer') expect(text).toMatch(/^-?\d+$/);
  }
}

/** Runs a search in which every trial ends at once with an arbitrary but repeatable value. */
function searched(
  searcher: Searcher,
  trials: number,
  value: (suggestion: Suggestion) => number,
): Suggestion[] {
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const [hyperparameters] = searcher.suggest({ ...nothing, completed }, 1);
    if (hyperparameters === undefined) break;
    completed.push({ hyperparameters, value: value(hyperparameters) });
  }
  return completed.map(({ hyperparameters }) => hyperparameters);
}

const lengthOfText = (suggestion: Suggestion): number => JSON.stringify(suggestion).length;
const unique = (suggestions: readonly Suggestion[]): number =>
  new Set(suggestions.map((suggestion) => JSON.stringify(Object.entries(suggestion).sort()))).size;

const grid: readonly ParameterRange[] = [
  { kind: 'integer', name: 'depth', min: 1, max: 4, scaling: 'Logarithmic' },
  { kind: 'categorical', name: 'booster', values: ['a', 'b', 'c'] },
];
const plane: readonly ParameterRange[] = [
  { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' },
  { kind: 'continuous', name: 'y', min: 0, max: 1, scaling: 'Linear' },
];

describe.each<Strategy>(['Random', 'Bayesian'])('%s search', (strategy) => {
  const create = (given: readonly ParameterRange[], seed = 1): Searcher =>
    createSearcher(strategy, given, { objective: 'Minimize', seed });

  it('stays inside every range, whatever the ranges and results', () => {
    fc.assert(
      fc.property(ranges, fc.nat(), (given, seed) => {
        for (const suggestion of searched(create(given, seed), 9, lengthOfText)) {
          expectInBounds(suggestion, given);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same answer for the same history and seed, and another for another seed', () => {
    const completed = searched(create(plane), 12, lengthOfText).map((hyperparameters) => ({
      hyperparameters,
      value: lengthOfText(hyperparameters),
    }));
    const history = { ...nothing, completed };
    expect(create(plane).suggest(history, 3)).toEqual(create(plane).suggest(history, 3));
    expect(create(plane, 2).suggest(nothing, 3)).not.toEqual(create(plane, 1).suggest(nothing, 3));
  });

  it('keeps no state between calls', () => {
    const searcher = create(plane);
    const first = searcher.suggest(nothing, 2);
    searcher.suggest({ ...nothing, active: [{ hyperparameters: first[0]! }] }, 2);
    expect(searcher.suggest(nothing, 2)).toEqual(first);
  });

  it('visits every point of a finite space exactly once and then has no more', () => {
    const visited = searched(create(grid), 20, lengthOfText);
    expect(visited).toHaveLength(12);
    expect(unique(visited)).toBe(12);
  });

  it('gives fewer suggestions than asked for when the space is exhausted', () => {
    expect(create(grid).suggest(nothing, 20)).toHaveLength(12);
  });

  it('never suggests what is running or has failed', () => {
    const all = create(grid)
      .suggest(nothing, 12)
      .map((hyperparameters) => ({ hyperparameters }));
    const left = create(grid).suggest(
      { completed: [], active: all.slice(0, 6), failed: all.slice(6, 11) },
      5,
    );
    expect(left).toEqual([all[11]!.hyperparameters]);
  });

  it('recognises a trial however its number is written', () => {
    const given: readonly ParameterRange[] = [
      { kind: 'integer', name: 'n', min: 1, max: 2, scaling: 'Linear' },
    ];
    const failed = [{ hyperparameters: { n: '1.0', static: 'x' } }];
    expect(create(given).suggest({ ...nothing, failed }, 5)).toEqual([{ n: '2' }]);
  });

  it('suggests a batch of different points', () => {
    expect(unique(create(plane).suggest(nothing, 10))).toBe(10);
  });
});

describe('Grid search', () => {
  const categories: readonly ParameterRange[] = [
    { kind: 'categorical', name: 'depth', values: ['1', '2', '3'] },
    { kind: 'categorical', name: 'booster', values: ['a', 'b'] },
  ];
  const create = (seed = 1): Searcher => createSearcher('Grid', categories, { objective: 'Minimize', seed });
  const whole = ['a', 'b'].flatMap((booster) => ['1', '2', '3'].map((depth) => ({ depth, booster })));

  it('visits every combination once, in the order of the ranges, whatever the results and the seed', () => {
    expect(create().suggest(nothing, 100)).toEqual(whole);
    expect(create(2).suggest(nothing, 100)).toEqual(whole);
    expect(searched(create(), 100, lengthOfText)).toEqual(whole);
  });

  it('suggests what is left, whatever ran before and however it ended', () => {
    const [first, second, third, ...left] = whole.map((hyperparameters) => ({ hyperparameters }));
    const history = { completed: [{ ...third!, value: 1 }], active: [first!], failed: [second!] };
    expect(create().suggest(history, 2)).toEqual(left.slice(0, 2).map((trial) => trial.hyperparameters));
  });

  it('has no numeric ranges', () => {
    expect(() => createSearcher('Grid', plane, { objective: 'Minimize', seed: 1 })).toThrow(
      'A grid has no continuous range such as x.',
    );
  });
});

describe('Random search', () => {
  const draws = (item: ParameterRange, count = 2000): number[] =>
    createSearcher('Random', [item], { objective: 'Minimize', seed: 3 })
      .suggest(nothing, count)
      .map((suggestion) => Number(suggestion[item.name]));
  const share = (values: readonly number[], holds: (value: number) => boolean): number =>
    values.filter(holds).length / values.length;

  it.each([
    { scaling: 'Linear', min: 0.001, max: 1, middle: 0.5005, why: 'half lies below the middle' },
    {
      scaling: 'Logarithmic',
      min: 0.0001,
      max: 1,
      middle: 0.01,
      why: 'half lies below the geometric middle',
    },
    { scaling: 'ReverseLogarithmic', min: 0, max: 0.9999, middle: 0.99, why: 'half lies within 0.01 of 1' },
    { scaling: 'Auto', min: 0.001, max: 1, middle: 0.0316, why: 'a ratio of 1,000 is searched by magnitude' },
    { scaling: 'Auto', min: 1, max: 9, middle: 5, why: 'a small ratio is searched linearly' },
    { scaling: 'Auto', min: -1000, max: 1000, middle: 0, why: 'a range through 0 has no logarithm' },
  ] as const)('draws $scaling $min–$max so that $why', ({ scaling, min, max, middle }) => {
    const values = draws({ kind: 'continuous', name: 'x', min, max, scaling });
    expect(share(values, (value) => value < middle)).toBeCloseTo(0.5, 1);
  });

  it('gives the first and the last integer the same chance as the others', () => {
    const n: ParameterRange = { kind: 'integer', name: 'n', min: 1, max: 5, scaling: 'Linear' };
    const x: ParameterRange = { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' };
    const searcher = createSearcher('Random', [n, x], { objective: 'Minimize', seed: 5 });
    const values = searcher.suggest(nothing, 3000).map((suggestion) => Number(suggestion['n']));
    for (const value of [1, 2, 3, 4, 5]) {
      expect(share(values, (drawn) => drawn === value)).toBeGreaterThan(0.17);
      expect(share(values, (drawn) => drawn === value)).toBeLessThan(0.23);
    }
  });

  it('gives two seeds searches without a single point in common', () => {
    const of = (seed: number): readonly Suggestion[] =>
      createSearcher('Random', plane, { objective: 'Minimize', seed }).suggest(nothing, 200);
    expect(unique([...of(0), ...of(1), ...of(2 ** 32)])).toBe(600);
  });
});
