/** Resource units of a trial, such as epochs: whole numbers, `min` ≤ `max`. */
export interface ResourceRange {
  readonly min: number;
  readonly max: number;
}

/** Of the trials at a rung one in so many goes on, and each rung has so many times the resource of the one before. */
export const REDUCTION = 3;

/** One bracket: `rungs` are the resources, ascending, at which a trial may be stopped; one that passes all runs to the maximum. */
export interface Bracket {
  readonly rungs: readonly number[];
  /** Number of its trials in one round over all brackets. */
  readonly trials: number;
}

/**
 * Returns the brackets of Hyperband (Li et al., 2018), the one that stops earliest first. Bracket s stops trials for the first time
 * at max / 3^s, as long as that is at least `min`; the last one never does. All get about the same resource in total.
 */
export function hyperbandBrackets({ min, max }: ResourceRange): readonly Bracket[] {
  // Rounding keeps exact powers of three exact.
  const most = Math.floor(Math.log(max / min) / Math.log(REDUCTION) + 1e-9);
  return Array.from({ length: most + 1 }, (_, at): Bracket => {
    const s = most - at;
    const rungs = Array.from({ length: s }, (__, rung) =>
      Math.max(min, Math.round(max / REDUCTION ** (s - rung))),
    );
    return {
      rungs: [...new Set(rungs)].filter((rung) => rung < max),
      trials: Math.ceil(((most + 1) / (s + 1)) * REDUCTION ** s),
    };
  });
}

/** Returns the bracket of the `position`-th trial, counted from 0: the brackets fill up one after the other, again and again. */
export function bracketAt(brackets: readonly Bracket[], position: number): Bracket | undefined {
  const round = brackets.reduce((sum, { trials }) => sum + trials, 0);
  let left = position % round;
  return brackets.find(({ trials }) => {
    if (left < trials) return true;
    left -= trials;
    return false;
  });
}
