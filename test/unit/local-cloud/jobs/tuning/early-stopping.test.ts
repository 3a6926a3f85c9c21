import fc from 'fast-check';
import { EarlyStopping } from '../../../../../modules/local-cloud/jobs/tuning/early-stopping';
import { ObjectiveCurve } from '../../../../../modules/local-cloud/jobs/tuning/objective-curve';

type Objective = ConstructorParameters<typeof EarlyStopping>[0];

function curveOf(series: readonly number[]): ObjectiveCurve {
  const curve = new ObjectiveCurve();
  for (const value of series) curve.add(value);
  return curve;
}

/** Whether a trial that printed `series` is stopped at its newest value, after these trials completed. */
function shouldStopEarly(
  series: readonly number[],
  completed: readonly (readonly number[])[],
  objective: Objective,
): boolean {
  const rule = new EarlyStopping(objective);
  for (const other of completed) Array.from(rule.adding(curveOf(other).averages()));
  return rule.stops(series.length, series.at(-1) ?? 0);
}

const earlier = [
  [1, 1, 1],
  [2, 2, 2],
  [3, 3, 3],
];

test.each([
  { why: 'worse than the median', series: [1, 1], objective: 'Maximize' as const, stop: true },
  { why: 'better than the median', series: [1, 3], objective: 'Maximize' as const, stop: false },
  { why: 'exactly the median', series: [2, 2], objective: 'Maximize' as const, stop: false },
  { why: 'higher where less is better', series: [3, 3], objective: 'Minimize' as const, stop: true },
  { why: 'lower where less is better', series: [3, 1], objective: 'Minimize' as const, stop: false },
  { why: 'a first value, however bad', series: [-9], objective: 'Maximize' as const, stop: false },
  { why: 'not a number', series: [1, Number.NaN], objective: 'Maximize' as const, stop: true },
  {
    why: 'further than any earlier job came',
    series: [0, 0, 0, 0],
    objective: 'Maximize' as const,
    stop: false,
  },
  { why: 'nothing yet', series: [], objective: 'Maximize' as const, stop: false },
])('$why: $stop', ({ series, objective, stop }) => {
  expect(shouldStopEarly(series, earlier, objective)).toBe(stop);
});

test('the comparison is with running averages, not with latest values', () => {
  const improving = [
    [0, 10],
    [0, 10],
    [0, 10],
  ];
  expect(shouldStopEarly([0, 6], improving, 'Maximize')).toBe(false);
  expect(shouldStopEarly([0, 4], improving, 'Maximize')).toBe(true);
});

test('a long trial is taken in a thousand values at a time', () => {
  const values = 20_000;
  let looked = 0;
  const averages = new Proxy(
    { length: values },
    { get: (target, name) => (name === 'length' ? target.length : ((looked += 1), 1)) },
  ) as ArrayLike<number>;
  const rule = new EarlyStopping('Maximize');
  const slices: number[] = [];
  for (const _ of rule.adding(averages)) {
    slices.push(looked);
    looked = 0;
  }
  expect(Math.max(...slices, looked)).toBeLessThanOrEqual(1024);
  expect(slices.reduce((sum, slice) => sum + slice, looked)).toBe(values);
});

test('fewer than three earlier jobs stop no job', () => {
  expect(shouldStopEarly([0, 0], earlier.slice(0, 2), 'Maximize')).toBe(false);
});

/** The rule as the developer guide words it, worked out from nothing. */
function byTheBook(
  series: readonly number[],
  completed: readonly (readonly number[])[],
  objective: Objective,
): boolean {
  const latest = series.at(-1);
  if (latest === undefined || series.length < 2) return false;
  const averages = completed
    .filter((other) => other.length >= series.length)
    .map((other) => other.slice(0, series.length).reduce((sum, value) => sum + value, 0) / series.length)
    .filter((average) => Number.isFinite(average))
    .sort((a, b) => a - b);
  if (averages.length < 3) return false;
  if (Number.isNaN(latest)) return true;
  const at = (averages.length - 1) / 2;
  const middle = (averages[Math.floor(at)]! + averages[Math.ceil(at)]!) / 2;
  return objective === 'Minimize' ? latest > middle : latest < middle;
}

test('a trial is stopped exactly where the developer guide says, whatever the trials printed', () => {
  const value = fc.oneof(
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.1, 1),
  );
  const series = fc.array(value, { maxLength: 150 });
  fc.assert(
    fc.property(
      series,
      fc.array(series, { maxLength: 9 }),
      fc.constantFrom<Objective>('Maximize', 'Minimize'),
      (own, completed, objective) => {
        expect(shouldStopEarly(own, completed, objective)).toBe(byTheBook(own, completed, objective));
      },
    ),
  );
});
