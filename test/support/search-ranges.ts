import * as fc from 'fast-check';
import type { Suggestion } from '../../modules/search';
import type { ParameterRange } from '../../modules/tuning';

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const bounds = fc
  .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .filter(([a, b]) => Math.abs(a - b) > 1e-9 * Math.max(a, b));
const scaling = fc.constantFrom('Auto' as const, 'Linear' as const, 'Logarithmic' as const);

const continuous = fc.record({ name, bounds, scaling }).map((given): ParameterRange => ({
  kind: 'continuous',
  name: given.name,
  min: Math.min(...given.bounds),
  max: Math.max(...given.bounds),
  scaling: given.scaling,
}));
const reverse = fc
  .record({
    name,
    low: fc.double({ min: 0, max: 0.9, noNaN: true }),
    share: fc.double({ min: 0.01, max: 0.999, noNaN: true }),
  })
  .map(({ low, share, ...given }): ParameterRange => ({
    kind: 'continuous',
    ...given,
    min: low,
    max: low + (1 - low) * share,
    scaling: 'ReverseLogarithmic',
  }));
const integer = fc
  .record({
    name,
    min: fc.integer({ min: 1, max: 1000 }),
    width: fc.integer({ min: 1, max: 100_000 }),
    scaling,
  })
  .map(({ width, ...given }): ParameterRange => ({ kind: 'integer', ...given, max: given.min + width }));
const categorical = fc
  .record({ name, values: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }) })
  .map((given): ParameterRange => ({ kind: 'categorical', ...given }));

/** One to four ranges of the given kinds, of any bounds and scaling. */
export function anyRanges(kinds: readonly ParameterRange['kind'][]): fc.Arbitrary<readonly ParameterRange[]> {
  const made = { continuous: [continuous, reverse], integer: [integer], categorical: [categorical] };
  return fc.uniqueArray(fc.oneof(...kinds.flatMap((kind) => made[kind])), {
    selector: (range) => range.name,
    minLength: 1,
    maxLength: 4,
  });
}

/** Expects a value for each range and no other, inside it, written as SageMaker writes its kind. */
export function expectInBounds(suggestion: Suggestion, ranges: readonly ParameterRange[]): void {
  expect(Object.keys(suggestion).sort()).toEqual(ranges.map((range) => range.name).sort());
  for (const range of ranges) {
    const text = suggestion[range.name] ?? '';
    if (range.kind === 'categorical') {
      expect(range.values).toContain(text);
      continue;
    }
    const value = Number(text);
    expect(value).toBeGreaterThanOrEqual(range.min);
    expect(value).toBeLessThanOrEqual(range.max);
    if (range.kind === 'integer') expect(text).toMatch(/^-?\d+$/);
  }
}
