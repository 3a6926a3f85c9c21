import type { Store } from './store';

interface Waiting {
  readonly write: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Combines concurrent writes: one transaction for all of them takes as long as one for each. A write waits only for
 * those that were already prepared or in progress when it was ready. No timer gathers writes, and a single write does
 * not wait.
 */
export class GatheredWrites {
  private readonly store: Store;
  private readonly onTheirWay = new Set<symbol>();
  /** The writes that the next transaction waits for. */
  private awaited = new Set<symbol>();
  private waiting: Waiting[] = [];

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * Runs `write` in a transaction once `prepared` resolves; durable when the promise resolves. If the transaction
   * fails, each of its writes is repeated in its own transaction, so that none fails because of another: `write` must
   * change only the store.
   */
  async once<P, R>(prepared: Promise<P>, write: (prepared: P) => R): Promise<R> {
    const own = Symbol('write');
    this.onTheirWay.add(own);
    try {
      const found = await prepared;
      if (this.waiting.length === 0) this.awaited = new Set(this.onTheirWay);
      return await new Promise<R>((resolve, reject) => {
        this.waiting.push({ write: () => write(found), resolve, reject });
        this.arrived(own);
      });
    } finally {
      this.arrived(own);
    }
  }

  private arrived(one: symbol): void {
    this.onTheirWay.delete(one);
    this.awaited.delete(one);
    if (this.awaited.size > 0) return;
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length > 0) this.commit(waiting);
  }

  private commit(writes: readonly Waiting[]): void {
    try {
      const results = this.store.transaction(() => writes.map(({ write }) => write()));
      writes.forEach(({ resolve }, at) => resolve(results[at] as never));
    } catch (error) {
      if (writes.length === 1) writes[0]?.reject(error);
      else for (const one of writes) this.commit([one]);
    }
  }
}
