import { whenWritable } from '../../store/when-writable';
import type { WriteOptions } from '../../store/when-writable';
import type { Store } from '../../store/store';
import type { TrainingJobRecord } from '../training/training-job-record';
import { isEnded } from '../training/training-job-record';
import type { ObjectiveCurve } from './objective-curve';
import { ObjectiveCurves } from './objective-curves';
import { RungResults } from './rung-results';
import type { RungResult } from './rung-results';
import type { SearchMemory } from './search-memory';

/**
 * What a search compares later trials with, kept for a restart until the search ends: results at the rungs of Hyperband and
 * curves of completed trials.
 */
export class ComparisonRecords {
  private readonly options: WriteOptions;
  private readonly curves: ObjectiveCurves;
  private readonly rungs: RungResults;

  constructor(store: Store, options: WriteOptions) {
    this.options = options;
    this.curves = new ObjectiveCurves(store);
    this.rungs = new RungResults(store);
  }

  keepRung(tuningJobId: string, result: RungResult): void {
    void whenWritable(() => this.rungs.put(tuningJobId, result), this.options);
  }

  /** Resolves when the curve is durable. Other work may happen in between. */
  async keepCurve(tuningJobId: string, trial: string, curve: ObjectiveCurve): Promise<void> {
    for (const write of this.curves.putting(tuningJobId, trial, curve.averages())) {
      await whenWritable(write, this.options);
      await this.options.clock.sleep(0);
    }
  }

  /** Tells a search that resumes what its trials have reached. */
  recall(tuningJobId: string, trials: readonly TrainingJobRecord[], search: SearchMemory): void {
    const over = new Set(trials.filter(({ status }) => isEnded(status)).map(({ name }) => name));
    // A trial that starts again comes to its rungs again.
    for (const result of this.rungs.of(tuningJobId)) if (over.has(result.trial)) search.remember(result);
    if (search.rule === undefined) return;
    for (const { name, status } of trials) {
      if (status === 'Completed') Array.from(search.rule.adding(this.curves.get(tuningJobId, name)));
    }
  }

  /** Removes everything about the trials of a tuning job. */
  forget(tuningJobId: string): void {
    this.curves.forget(tuningJobId);
    this.rungs.forget(tuningJobId);
  }
}
