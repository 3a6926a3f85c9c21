import { backoffMs, jitter } from '../../../modules/reconcile';

describe('backoffMs', () => {
  it('doubles up to the cap when chance gives its most', () => {
    const longest = [0, 1, 2, 3, 4, 5].map((attempt) =>
      backoffMs(attempt, { baseMs: 500, capMs: 5000, random: () => 1 }),
    );
    expect(longest).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('never comes back at once: half of the wait is fixed', () => {
    expect(backoffMs(1, { baseMs: 500, capMs: 5000, random: () => 0 })).toBe(500);
  });

  it('stays at the cap for attempts beyond what a power of two can hold', () => {
    expect(backoffMs(5000, { baseMs: 500, capMs: 30_000, random: () => 1 })).toBe(30_000);
  });
});

describe('jitter', () => {
  it('moves a wait by at most the fraction', () => {
    expect(jitter(10_000, 0.2, () => 0)).toBe(8000);
    expect(jitter(10_000, 0.2, () => 0.5)).toBe(10_000);
    expect(jitter(10_000, 0.2, () => 1)).toBeCloseTo(12_000, 6);
  });
});
