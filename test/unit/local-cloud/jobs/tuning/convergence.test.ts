import fc from 'fast-check';
import { Convergence } from '../../../../../modules/local-cloud/jobs/tuning/convergence';

/** Number of jobs after which a search has converged; undefined if it has not. */
function convergedAfter(values: readonly number[], sign: 1 | -1 = 1): number | undefined {
  const convergence = new Convergence(sign);
  for (const [at, value] of values.entries()) {
    convergence.add(value);
    if (convergence.reached) return at + 1;
  }
  return undefined;
}

const times = (count: number, value: (at: number) => number): number[] =>
  Array.from({ length: count }, (_, at) => value(at));

test.each([
  {
    why: 'a search that found its best early has converged once as many jobs brought nothing',
    values: times(40, (at) => (at === 14 ? 1 : at % 3 === 0 ? 0.5 : 0.2)),
    after: 30,
  },
  { why: 'fewer than twenty jobs show nothing', values: times(19, () => 1), after: undefined },
  { why: 'a flat objective has converged after twenty', values: times(40, () => 1), after: 20 },
  { why: 'a search that keeps improving has not', values: times(200, (at) => at), after: undefined },
  {
    why: 'improvements of less than a thousandth of the spread are none',
    values: times(60, (at) => (at < 5 ? at / 10 : at % 2 === 0 ? 1 + at * 1e-6 : 0)),
    after: 20,
  },
])('$why', ({ values, after }) => {
  expect(convergedAfter(values)).toBe(after);
  expect(
    convergedAfter(
      values.map((value) => -value),
      -1,
    ),
  ).toBe(after);
});

test('scale and offset of the objective make no difference', () => {
  const value = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 30, maxLength: 60 }), (values) => {
      // A power of two and whole numbers, so that no rounding decides.
      const moved = values.map((one) => 64 * one + 4096);
      expect(convergedAfter(moved)).toBe(convergedAfter(values));
    }),
  );
});
