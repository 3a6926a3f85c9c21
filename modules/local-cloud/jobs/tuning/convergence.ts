import { RunningMedian } from './running-median';

/** Fewer jobs show no course. */
const FEWEST_JOBS = 20;
/** The latter half of all jobs must have brought nothing, and at least so many. */
const FEWEST_IDLE_JOBS = 10;
/** An improvement below this share of the distance from the median to the best is none. */
const WORTHWHILE = 0.001;

/**
 * Whether a search has converged: its latter half did not improve the best value. SageMaker stops "as defined by a lack of
 * significant improvement over time" (TuningJobCompletionDetails) and keeps the criterion to itself; this one is the local
 * cloud's own. It is independent of the objective's scale and offset, and adding a value takes no longer after many.
 */
export class Convergence {
  private readonly sign: 1 | -1;
  /** The best value after one job, after two, and so on. */
  private readonly bests: number[] = [];
  private readonly median = new RunningMedian();
  private converged = false;

  /** `sign`: 1 if the greatest value is best, -1 if the least is. */
  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  /** Adds the final value of one more completed job, in the order of their launch. */
  add(value: number): void {
    const before = this.bests.at(-1) ?? value;
    const best = this.sign * (value - before) > 0 ? value : before;
    this.bests.push(best);
    this.median.add(value);
    const jobs = this.bests.length;
    if (jobs < FEWEST_JOBS) return;
    const idle = Math.max(FEWEST_IDLE_JOBS, Math.ceil(jobs / 2));
    const gained = Math.abs(best - (this.bests[jobs - idle - 1] ?? best));
    if (gained <= WORTHWHILE * Math.abs(best - this.median.value)) this.converged = true;
  }

  /** Once true, it stays true. */
  get reached(): boolean {
    return this.converged;
  }
}
