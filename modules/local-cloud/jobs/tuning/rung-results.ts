import type { Collection, Store } from '../../store/store';

/** What a trial measured at a rung of Hyperband. */
export interface RungResult {
  readonly trial: string;
  readonly rung: number;
  readonly value: number;
}

/** The results at rungs, kept while later trials may be compared with them: a few numbers for each trial. */
export class RungResults {
  private readonly results: Collection<RungResult>;

  constructor(store: Store) {
    this.results = store.collection('sagemaker/rung-results');
  }

  put(tuningJobId: string, result: RungResult): void {
    this.results.put(`${tuningJobId}\0${result.trial}\0${String(result.rung)}`, result);
  }

  /** In the order of the trials' launch. */
  of(tuningJobId: string): readonly RungResult[] {
    return [...this.results.list(`${tuningJobId}\0`)].map(([, result]) => result);
  }

  /** Removes all results of a tuning job. */
  forget(tuningJobId: string): void {
    for (const [key] of [...this.results.list(`${tuningJobId}\0`)]) this.results.remove(key);
  }
}
