import { encodeRecord } from '../../modules/local-cloud/store/record-codec';
import type { Collection, Store } from '../../modules/local-cloud/store/store';

/**
 * A store that counts how many records are read from it, one by one or in a listing, and how much is written to it at once.
 */
export class CountingStore implements Store {
  reads = 0;
  writes = 0;
  /** Most characters written by one transaction, which blocks all others. */
  mostWritten = 0;
  private written = 0;
  private depth = 0;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** How many records `work` reads. */
  readsOf(work: () => unknown): number {
    const before = this.reads;
    work();
    return this.reads - before;
  }

  collection<T>(name: string): Collection<T> {
    const inner = this.store.collection<T>(name);
    const read = (): void => void (this.reads += 1);
    const write = (): void => void (this.writes += 1);
    return {
      get: (key) => {
        read();
        return inner.get(key);
      },
      put: (key, value) =>
        this.transaction(() => {
          write();
          this.written += encodeRecord(value).length;
          inner.put(key, value);
        }),
      remove: (key) => {
        write();
        return inner.remove(key);
      },
      *list(prefix, options) {
        for (const entry of inner.list(prefix, options)) {
          read();
          yield entry;
        }
      },
    };
  }

  transaction<R>(work: () => R): R {
    this.depth += 1;
    try {
      return this.store.transaction(work);
    } finally {
      this.depth -= 1;
      this.mostWritten = Math.max(this.mostWritten, this.written);
      if (this.depth === 0) this.written = 0;
    }
  }

  afterCommit(work: () => void): void {
    this.store.afterCommit(work);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
