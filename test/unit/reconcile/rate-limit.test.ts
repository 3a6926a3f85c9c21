import * as fc from 'fast-check';
import { ManualClock } from '../../support/manual-clock';
import { RateLimit } from '../../../modules/reconcile';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Instants at which `callers` callers, who all come now, may go. */
async function departures(limit: RateLimit, clock: ManualClock, callers: number): Promise<number[]> {
  const went: number[] = [];
  const all = Array.from({ length: callers }, async () => {
    await limit.acquire();
    went.push(clock.now());
  });
  await settle();
  while (went.length < callers) await clock.advance(10);
  await Promise.all(all);
  return went;
}

describe('RateLimit', () => {
  it('lets a burst pass at once and the others one by one', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit({ clock, perSecond: 1, burst: 2 });
    await expect(departures(limit, clock, 5)).resolves.toEqual([0, 0, 1000, 2000, 3000]);
  });

  it('allows a burst again after a quiet time, and no more than a burst', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit({ clock, perSecond: 1, burst: 2 });
    await departures(limit, clock, 2);
    await clock.advance(60_000);
    await expect(departures(limit, clock, 3)).resolves.toEqual([60_000, 60_000, 61_000]);
  });

  it('gives the turn back when a waiting caller gives up', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit({ clock, perSecond: 1, burst: 1 });
    await limit.acquire();
    const controller = new AbortController();
    const waiting = limit.acquire(controller.signal);
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await clock.advance(1000);
    await expect(departures(limit, clock, 1)).resolves.toEqual([1000]);
  });

  it('takes no turn from a caller that had already given up', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit({ clock, perSecond: 1, burst: 1 });
    await expect(limit.acquire(AbortSignal.abort())).rejects.toThrow();
    await expect(departures(limit, clock, 1)).resolves.toEqual([0]);
  });

  it('never lets more than burst + rate × time pass, however callers come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(2, 3, 0.7),
        async (gaps, burst, perSecond) => {
          const clock = new ManualClock();
          const limit = new RateLimit({ clock, perSecond, burst });
          const went: number[] = [];
          for (const gap of gaps) {
            await clock.advance(gap);
            void limit.acquire().then(() => went.push(clock.now()));
            await settle();
          }
          await clock.advance(60_000);
          expect(went).toHaveLength(gaps.length);
          went.forEach((from, first) => {
            went.slice(first).forEach((to, later) => {
              expect(later + 1).toBeLessThanOrEqual(burst + (perSecond * (to - from)) / 1000 + 1e-6);
            });
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    { perSecond: 0, burst: 1 },
    { perSecond: 1, burst: 0 },
    { perSecond: NaN, burst: 1 },
  ])('rejects $perSecond a second with a burst of $burst', (options) => {
    expect(() => new RateLimit({ clock: new ManualClock(), ...options })).toThrow(RangeError);
  });
});
