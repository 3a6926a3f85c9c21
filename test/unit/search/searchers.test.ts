import { createSearcher } from '../../../modules/search';
import type { Searcher, Suggestion, TrialHistory } from '../../../modules/search';
import type { ParameterRange } from '../../../modules/tuning';
import { describeStrategy } from '../../support/search-conformance';

const nothing: TrialHistory = { completed: [], active: [], failed: [] };

for (const strategy of ['Random', 'Bayesian', 'Grid', 'Hyperband'] as const) {
  const whole = strategy === 'Grid';
  describeStrategy({
    name: strategy,
    create: (ranges, options) => createSearcher(strategy, ranges, { objective: 'Minimize', ...options }),
    kinds: whole ? ['categorical'] : ['continuous', 'integer', 'categorical'],
    seeded: !whole,
    avoidsParents: !whole,
  });
}

const unique = (suggestions: readonly Suggestion[]): number =>
  new Set(suggestions.map((suggestion) => JSON.stringify(Object.entries(suggestion).sort()))).size;

const plane: readonly ParameterRange[] = [
  { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' },
  { kind: 'continuous', name: 'y', min: 0, max: 1, scaling: 'Linear' },
];

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
    const completed = whole.slice(0, 2).map((hyperparameters, value) => ({ hyperparameters, value }));
    expect(create().suggest({ ...nothing, completed }, 100)).toEqual(whole.slice(2));
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
