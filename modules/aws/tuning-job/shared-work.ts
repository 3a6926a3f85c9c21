/**
 * Work that several callers wait for. Each caller may stop waiting; when the last one stops, the work is aborted.
 */
export class SharedWork<T> {
  private readonly abort = new AbortController();
  private readonly result: Promise<T>;
  private waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.abort.signal);
    // Waiting callers receive a failure; without callers it is not an unhandled rejection.
    this.result.catch(() => undefined);
  }

  /** True once no caller waits, with or without a result; then a new caller must start new work. */
  get isOver(): boolean {
    return this.abort.signal.aborted;
  }

  /** Returns the work's result. Rejects with the signal's reason as soon as the signal aborts. */
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
