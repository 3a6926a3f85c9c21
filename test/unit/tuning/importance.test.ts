import { importanceOf } from '../../../modules/tuning';
import type { ParameterRange } from '../../../modules/tuning';

const ranges: readonly ParameterRange[] = [
  { kind: 'continuous', name: 'strong', min: 0, max: 1, scaling: 'Linear' },
  { kind: 'integer', name: 'idle', min: 0, max: 9, scaling: 'Linear' },
  { kind: 'categorical', name: 'kind', values: ['a', 'b'] },
];
/** 60 settings; `idle` follows no order of the others. */
const results = Array.from({ length: 60 }, (_, index) => {
  const strong = (index * 37) % 60;
  const kind = index % 2 === 0 ? 'a' : 'b';
  return {
    hyperparameters: { strong: String(strong / 60), idle: String((index * 7) % 10), kind },
    objectiveValue: strong + (kind === 'a' ? 8 : 0),
  };
});

describe('the importance of hyperparameters', () => {
  it('orders them by what they explain, and gives chance nothing', () => {
    const found = importanceOf(ranges, results);
    expect(found.map(({ name }) => name)[0]).toBe('strong');
    const share = Object.fromEntries(found.map(({ name, share: one }) => [name, one]));
    expect(share['strong']).toBeGreaterThan(0.8);
    expect(share['idle']).toBeLessThan(0.15);
    expect(share['kind']).toBeLessThan(share['strong'] ?? 0);
  });

  it('says nothing of few results or a flat objective', () => {
    expect(importanceOf(ranges, results.slice(0, 9))).toEqual([]);
    expect(
      importanceOf(
        ranges,
        results.map((one) => ({ ...one, objectiveValue: 1 })),
      ),
    ).toEqual([]);
  });
});
