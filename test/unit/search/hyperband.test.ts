import { createSearcher, Hyperband } from '../../../modules/search';
import type { Suggestion } from '../../../modules/search';
import { bracketAt, hyperbandBrackets } from '../../../modules/search/hyperband/brackets';
import { Rungs } from '../../../modules/search/hyperband/rungs';
import { branin, hartmann6 } from './objective-functions';

describe('brackets', () => {
  it('are those of the paper for 81 units and a third kept', () => {
    expect(hyperbandBrackets({ min: 1, max: 81 })).toEqual([
      { rungs: [1, 3, 9, 27], trials: 81 },
      { rungs: [3, 9, 27], trials: 34 },
      { rungs: [9, 27], trials: 15 },
      { rungs: [27], trials: 8 },
      { rungs: [], trials: 5 },
    ]);
  });

  it.each([
    { range: { min: 1, max: 1 }, rungs: [[]] },
    { range: { min: 5, max: 10 }, rungs: [[]] },
    { range: { min: 2, max: 7 }, rungs: [[2], []] },
    { range: { min: 10, max: 100 }, rungs: [[11, 33], [33], []] },
  ])('stop nobody below $range.min of $range.max', ({ range, rungs }) => {
    expect(hyperbandBrackets(range).map((bracket) => bracket.rungs)).toEqual(rungs);
  });

  it('fill up one after the other, again and again', () => {
    const brackets = hyperbandBrackets({ min: 1, max: 9 });
    expect(brackets.map(({ trials }) => trials)).toEqual([9, 5, 3]);
    const at = (position: number): number => brackets.indexOf(bracketAt(brackets, position)!);
    expect([0, 8, 9, 13, 14, 16, 17, 26].map(at)).toEqual([0, 0, 1, 1, 2, 2, 0, 1]);
  });
});

describe('a rung', () => {
  it('lets the first go on, then those that are among the best third', () => {
    const rungs = new Rungs('Minimize');
    expect([5, 6, 4, 4.5, 3, 3.5, 9].map((value) => rungs.add(1, value))).toEqual([
      true,
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('knows what is better from the objective, and that no number is worst', () => {
    const rungs = new Rungs('Maximize');
    expect([0.5, 0.6, Number.NaN, 0.4].map((value) => rungs.add(3, value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    // Another rung knows nothing of it.
    expect(rungs.add(9, 0)).toBe(true);
  });
});

describe('a trial', () => {
  const search = (): Hyperband => new Hyperband({ min: 1, max: 9 }, 'Minimize');
  const units = (hyperband: Hyperband, position: number, value: number): number => {
    const judge = hyperband.judge(position);
    for (let unit = 1; ; unit += 1) if (judge(value).stops) return unit;
  };

  it('loses at its first rung, and not before', () => {
    const hyperband = search();
    // Stopped beyond the maximum: it had the time to end by itself.
    expect(units(hyperband, 0, 1)).toBe(10);
    expect(units(hyperband, 1, 2)).toBe(1);
    expect(units(hyperband, 9, 2)).toBe(3);
    expect(units(hyperband, 14, 2)).toBe(10);
  });

  it('competes at no later rung once it has lost, whatever it still prints', () => {
    const hyperband = search();
    units(hyperband, 0, 2);
    const loser = hyperband.judge(1);
    expect([3, 1, 1, 1].map(loser)).toEqual([{ stops: true, rung: 1 }, ...Array(3).fill({ stops: true })]);
    // Second at the rung of three units, where only one came before.
    expect(units(hyperband, 9, 1.5)).toBe(10);
  });

  it('is judged the same after a restart that remembers the rungs', () => {
    const again = search();
    for (const [rung, value] of [
      [1, 1],
      [3, 1],
    ] as const) {
      again.remember(rung, value);
    }
    expect(units(again, 1, 2)).toBe(1);
    expect(units(again, 10, 2)).toBe(3);
  });
});

/** Virtual time: the best full result after so many epochs in all, spread over slots; one epoch takes one tick. */
function bestAfter(
  epochs: number,
  {
    suggest,
    curve,
    judge,
    max,
  }: {
    readonly suggest: (position: number) => Suggestion;
    readonly curve: (suggestion: Suggestion, epoch: number) => number;
    readonly judge: (position: number) => (value: number) => boolean;
    readonly max: number;
  },
): number {
  const slots = 4;
  let [position, spent, best] = [0, 0, Infinity];
  const launch = () => {
    const suggestion = suggest(position);
    const stops = judge(position);
    position += 1;
    return { suggestion, stops, epoch: 0 };
  };
  const running = Array.from({ length: slots }, launch);
  for (let slot = 0; spent < epochs; slot = (slot + 1) % slots) {
    const trial = running[slot]!;
    trial.epoch += 1;
    spent += 1;
    const value = curve(trial.suggestion, trial.epoch);
    const stopped = trial.stops(value);
    if (trial.epoch === max) best = Math.min(best, value);
    if (stopped || trial.epoch === max) running[slot] = launch();
  }
  return best;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

describe.each([
  { name: 'Branin', objective: branin },
  { name: 'Hartmann-6', objective: hartmann6 },
])('at equal epochs on $name', ({ objective }) => {
  const max = 27;

  it.each([
    { why: 'curves fall evenly', spread: 0 },
    { why: 'curves cross: how fast one falls differs', spread: 1 },
  ])('it is not behind full trainings where $why', ({ spread }) => {
    const curve = (suggestion: Suggestion, epoch: number): number => {
      const final = objective.evaluate(suggestion);
      // Repeatable, and independent of how good the trial becomes.
      const speed = 1 + spread * Math.abs(Math.sin(1e4 * final));
      return final + (10 * (1 - epoch / max)) / (epoch * speed);
    };
    const results = Array.from({ length: 21 }, (_, seed) => {
      const searcher = createSearcher('Hyperband', objective.ranges, { objective: 'Minimize', seed });
      const points = searcher.suggest({ completed: [], active: [], failed: [] }, 400);
      const suggest = (position: number): Suggestion => points[position]!;
      const hyperband = new Hyperband({ min: 1, max }, 'Minimize');
      const judge = (position: number) => {
        const verdict = hyperband.judge(position);
        return (value: number) => verdict(value).stops;
      };
      return {
        full: bestAfter(40 * max, { suggest, curve, max, judge: () => () => false }),
        early: bestAfter(40 * max, { suggest, curve, max, judge }),
      };
    });
    expect(median(results.map(({ early }) => early))).toBeLessThanOrEqual(
      median(results.map(({ full }) => full)),
    );
  });
});
