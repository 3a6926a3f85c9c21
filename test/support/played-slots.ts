/**
 * Terraform's slots for resources: `size` of them work at a time, ten by default, and those that are kept back are let in
 * in the order in which they came (its graph walker queues at a semaphore, which `npm run bench -- waits` confirms).
 */
export class PlayedSlots {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
