import type { Collection, Store } from '../../store/store';

/**
 * The curves of completed trials, for as long as later ones may be compared with them. Beside the records of the trials,
 * not in them: those are read for every listing.
 */
export class ObjectiveCurves {
  private readonly curves: Collection<{ readonly averages: Uint8Array }>;

  constructor(store: Store) {
    this.curves = store.collection('sagemaker/objective-curves');
  }

  get(tuningJobId: string, trial: string): Float64Array | undefined {
    const bytes = this.curves.get(keyOf(tuningJobId, trial))?.averages;
    // A copy of its own, for numbers must begin at a multiple of eight bytes.
    return bytes === undefined ? undefined : new Float64Array(Uint8Array.from(bytes).buffer);
  }

  put(tuningJobId: string, trial: string, averages: Float64Array): void {
    this.curves.put(keyOf(tuningJobId, trial), { averages: new Uint8Array(averages.buffer) });
  }

  /** Forgets all curves of a tuning job. */
  forget(tuningJobId: string): void {
    for (const [key] of [...this.curves.list(`${tuningJobId}\0`)]) this.curves.remove(key);
  }
}

const keyOf = (tuningJobId: string, trial: string): string => `${tuningJobId}\0${trial}`;
