/**
 * Work that several callers wait for together. Each may go away on its own; when the last has gone, the work is aborted.
 */
export class SharedWork<T> {
  private readonly abort = new AbortController();
  private readonly result: Promise<T>;
  private waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.abort.signal);
    // Whoever waits hears of a failure; when nobody does any more, there is nobody to tell.
    this.result.catch(() => undefined);
  }

  /** True once nobody waits any more, with or without a result: there is nothing left to join. */
  get isOver(): boolean {
    return this.abort.signal.aborted;
  }

  /** The work's result. Rejects with the signal's reason as soon as that aborts. */
  async join(signal: AbortSignal): Promise<T> {
    this.waiting += 1;
    let goAway = (): void => undefined;
    const gone = new Promise<never>((_, reject) => {
      goAway = () => reject(signal.reason as Error);
    });
    signal.addEventListener('abort', goAway);
    try {
      signal.throwIfAborted();
      return await Promise.race([this.result, gone]);
    } finally {
      signal.removeEventListener('abort', goAway);
      this.waiting -= 1;
      if (this.waiting === 0) this.abort.abort();
    }
  }
}
