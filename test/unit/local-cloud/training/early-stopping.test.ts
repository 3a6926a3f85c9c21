import { shouldStopEarly } from '../../../../modules/local-cloud/training/early-stopping';

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

test('fewer than three earlier jobs judge nobody', () => {
  expect(shouldStopEarly([0, 0], earlier.slice(0, 2), 'Maximize')).toBe(false);
});
