/** Slots on this machine for running jobs, assigned in the order of the requests. */
export class MachineSlots {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** Whether a request now would wait. */
  get full(): boolean {
    return this.free === 0;
  }

  /** Resolves with the function that releases the slot; rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const grant = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(this.once());
      };
      const giveUp = (): void => {
        this.queue.splice(this.queue.indexOf(grant), 1);
        reject(signal.reason as Error);
      };
      if (this.free > 0) {
        this.free -= 1;
        grant();
        return;
      }
      signal.addEventListener('abort', giveUp, { once: true });
      this.queue.push(grant);
    });
  }

  /** Holds a slot during the work. Calls `waits` first if there is none now. */
  async during<T>(
    work: () => Promise<T>,
    { signal, waits }: { readonly signal: AbortSignal; readonly waits: () => void },
  ): Promise<T> {
    if (this.full) waits();
    const giveBack = await this.take(signal);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  private once(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.queue.shift();
      if (next === undefined) this.free += 1;
      else next();
    };
  }
}
