import type { Collection, Store } from '../../store/store';

/** Averages per record: a long curve is written in several records, with other work in between. */
const AVERAGES_IN_A_RECORD = 4096;

/**
 * The curves of completed trials, kept while later trials may be compared with them. They are separate from the
 * records of the trials, because every listing reads those.
 */
export class ObjectiveCurves {
  private readonly curves: Collection<{ readonly averages: Uint8Array }>;

  constructor(store: Store) {
    this.curves = store.collection('sagemaker/objective-curves');
  }

  /** Empty where there is none. */
  get(tuningJobId: string, trial: string): Float64Array {
    const pieces = [...this.curves.list(`${keyOf(tuningJobId, trial)}\0`)].map(
      ([, { averages }]) => averages,
    );
    // Newly allocated, because numbers must begin at a multiple of eight bytes.
    const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    pieces.reduce((at, piece) => (bytes.set(piece, at), at + piece.length), 0);
    return new Float64Array(bytes.buffer);
  }

  /** Returns the writes that store a curve, to be done one after the other. Each is durable when it returns. */
  *putting(tuningJobId: string, trial: string, averages: Float64Array): Iterable<() => void> {
    for (let at = 0; at < averages.length; at += AVERAGES_IN_A_RECORD) {
      const key = `${keyOf(tuningJobId, trial)}\0${String(at).padStart(12, '0')}`;
      const piece = new Uint8Array(averages.slice(at, at + AVERAGES_IN_A_RECORD).buffer);
      yield () => this.curves.put(key, { averages: piece });
    }
  }

  /** Removes all curves of a tuning job. */
  forget(tuningJobId: string): void {
    for (const [key] of [...this.curves.list(`${tuningJobId}\0`)]) this.curves.remove(key);
  }
}

const keyOf = (tuningJobId: string, trial: string): string => `${tuningJobId}\0${trial}`;
