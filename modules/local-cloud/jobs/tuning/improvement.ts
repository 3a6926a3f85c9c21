/** An improvement below this share of the best value does not count as one (TuningJobCompletionCriteria). */
const WORTHWHILE = 0.01;

/** How the best value of a search stands after some jobs, taken in the order they were launched. */
export interface Improvement {
  readonly best: number | undefined;
  /** How many of the latest jobs failed to improve it by one percent. */
  readonly idle: number;
}

export const NOTHING_YET: Improvement = { best: undefined, idle: 0 };

/** The same after one job more. `sign`: 1 where the greatest value is best, -1 where the least is. */
export function improved({ best, idle }: Improvement, value: number, sign: number): Improvement {
  return best === undefined || sign * (value - best) > WORTHWHILE * Math.abs(best)
    ? { best: value, idle: 0 }
    : { best, idle: idle + 1 };
}
