import { RunningMedian } from './running-median';

/** Values taken in before others have their turn: some milliseconds' worth. */
const VALUES_AT_A_TIME = 1024;

/** Earlier jobs that must have come as far before one is judged against them; fewer make no median worth the name. */
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
  /** The median after one value, after two, and so on. Eight bytes are kept for each value of a completed trial. */
  private readonly medians: RunningMedian[] = [];

  constructor(objective: 'Maximize' | 'Minimize') {
    this.objective = objective;
  }

  /**
   * Takes in a completed trial: its running averages after one value, after two, and so on. A trial may have printed a
   * hundred thousand of them, so the caller goes on with other things between two steps of the iteration.
   */
  *adding(averages: ArrayLike<number>): Generator<void, void> {
    for (let step = 0; step < averages.length; step += 1) {
      if (step > 0 && step % VALUES_AT_A_TIME === 0) yield;
      const median = (this.medians[step] ??= new RunningMedian());
      const average = averages[step] ?? Number.NaN;
      if (Number.isFinite(average)) median.add(average);
    }
  }

  /** Whether a trial that has now printed its `count`-th value, `latest`, is to be stopped. */
  stops(count: number, latest: number): boolean {
    const median = this.medians[count - 1];
    if (count < 2 || median === undefined || median.count < FEWEST_PEERS) return false;
    if (Number.isNaN(latest)) return true;
    return this.objective === 'Minimize' ? latest > median.value : latest < median.value;
  }
}
