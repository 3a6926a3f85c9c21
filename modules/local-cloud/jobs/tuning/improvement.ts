/** An improvement below this share of the best value does not count as one (TuningJobCompletionCriteria). */
const WORTHWHILE = 0.01;

/** The best value of a search after some jobs, in the order of their launch. */
export interface Improvement {
  readonly best: number | undefined;
  /** Number of latest jobs that did not improve it by one percent. */
  readonly idle: number;
}

export const NOTHING_YET: Improvement = { best: undefined, idle: 0 };

/** Returns the state after one more job. `sign`: 1 if the greatest value is best, -1 if the least is. */
export function improved({ best, idle }: Improvement, value: number, sign: number): Improvement {
  return best === undefined || sign * (value - best) > WORTHWHILE * Math.abs(best)
    ? { best: value, idle: 0 }
    : { best, idle: idle + 1 };
}
