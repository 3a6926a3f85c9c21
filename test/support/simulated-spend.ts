import type { Machine } from '../../modules/tuning';

/** One way to run a training job, and its price. */
export interface Kind {
  readonly machines: readonly Machine[];
  readonly usdPerSecond: number;
  /** Cap on one training job, seconds. */
  readonly cap: number;
  /** How long its machines stay alive afterwards, in seconds. */
  readonly kept: number;
  readonly isSpot: boolean;
}

/** The properties of a search that determine its spend. */
export interface SimulatedSearch {
  readonly kinds: readonly Kind[];
  readonly trainingJobs: number;
  readonly parallel: number;
  /** Cap on the whole search, seconds. */
  readonly wholeSearch: number;
}

/** A machine that waits for another training job of its kind, billed until `freeAt` plus what is kept. */
interface Idle {
  readonly kind: Kind;
  readonly freeAt: number;
}

const GRACE = 120;

/**
 * Plays a search through, second by second of what happens, and returns what AWS bills, US dollars: training jobs in parallel
 * slots, each of any kind; interrupted and retried attempts, whose waits are not billed; jobs that reach their cap and use the
 * time to save their work; machines that are kept alive, and reused by jobs of their kind; the end of the whole search, which
 * stops what runs. Shares no formula with the ceiling.
 */
export function simulatedSpend(search: SimulatedSearch, random: () => number): number {
  const slots = Array.from({ length: search.parallel }, () => 0);
  let idle: Idle[] = [];
  let usd = 0;
  for (let job = 0; job < search.trainingJobs; job += 1) {
    const slot = slots.indexOf(Math.min(...slots));
    const start = slots[slot] ?? 0;
    if (start >= search.wholeSearch) break;
    const kind = search.kinds[Math.floor(random() * search.kinds.length)];
    if (kind === undefined) break;
    const warm = idle.find(
      (one) => one.kind === kind && one.freeAt <= start && start <= one.freeAt + kind.kept,
    );
    // An idle machine is billed until its next job, or else to the end of its keep-alive period.
    if (warm !== undefined) {
      idle = idle.filter((one) => one !== warm);
      usd += (start - warm.freeAt) * kind.usdPerSecond;
    }
    const { elapsed, billed } = oneJob(kind, search.wholeSearch - start, random);
    usd += billed * kind.usdPerSecond;
    slots[slot] = start + elapsed;
    if (kind.kept > 0) idle.push({ kind, freeAt: start + elapsed });
  }
  return idle.reduce((sum, { kind }) => sum + kind.kept * kind.usdPerSecond, usd);
}

/** One training job with all attempts: how long it occupies its slot, and how much of that AWS bills. */
function oneJob(kind: Kind, left: number, random: () => number): { elapsed: number; billed: number } {
  // Makes long jobs likely, to test a bound where it may break.
  const wanted = random() < 0.5 ? kind.cap * (0.9 + 0.2 * random()) : kind.cap * random();
  let elapsed = 0;
  let billed = 0;
  while (billed < wanted) {
    const wait = kind.isSpot ? kind.cap * random() * 0.2 : 0;
    if (elapsed + wait >= left) return { elapsed: left, billed };
    elapsed += wait;
    const attempt = random() < 0.3 ? (wanted - billed) * random() + 1 : wanted - billed;
    const allowed = Math.min(kind.cap - billed, left - elapsed);
    if (attempt >= allowed) {
      // Stopped, by its own cap or with the whole search, and given time to save its work.
      const grace = GRACE * random();
      return { elapsed: elapsed + allowed + grace, billed: billed + allowed + grace };
    }
    elapsed += attempt;
    billed += attempt;
  }
  return { elapsed, billed };
}
