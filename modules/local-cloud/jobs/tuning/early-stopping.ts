import { RunningMedian } from './running-median';

/** Number of values processed before other work has its turn: some milliseconds' worth. */
const VALUES_AT_A_TIME = 1024;

/**
 * Number of earlier jobs that must have come as far before a job is compared with them; fewer give no meaningful
 * median.
 */
const FEWEST_PEERS = 3;

/**
 * The median rule of one tuning job ("Stop Training Jobs Early", SageMaker developer guide): a trial is stopped when its
 * newest value is worse than the median of the running averages that completed trials had after as many values. A
 * trial's first value never stops it, so that trials which report once, at their end, are left alone.
 *
 * A value is judged with one look at a median that is ready: programs print one a line, and neither the values before it
 * nor the number of trials may make a line dearer.
 */
export class EarlyStopping {
  private readonly objective: 'Maximize' | 'Minimize';
  /** The median after one value, after two, and so on. Each value of a completed trial takes eight bytes. */
  private readonly medians: RunningMedian[] = [];

  constructor(objective: 'Maximize' | 'Minimize') {
    this.objective = objective;
  }

  /**
   * Adds a completed trial: its running averages after one value, after two, and so on. A trial may have printed a
   * hundred thousand of them, so the caller does other work between two steps of the iteration.
   */
  *adding(averages: ArrayLike<number>): Generator<void, void> {
    for (let step = 0; step < averages.length; step += 1) {
      if (step > 0 && step % VALUES_AT_A_TIME === 0) yield;
      const median = (this.medians[step] ??= new RunningMedian());
      const average = averages[step] ?? Number.NaN;
      if (Number.isFinite(average)) median.add(average);
    }
  }

  /** Whether to stop a trial that has now printed its `count`-th value, `latest`. */
  stops(count: number, latest: number): boolean {
    const median = this.medians[count - 1];
    if (count < 2 || median === undefined || median.count < FEWEST_PEERS) return false;
    if (Number.isNaN(latest)) return true;
    return this.objective === 'Minimize' ? latest > median.value : latest < median.value;
  }
}
