/** Counts the current requests of a server, so that it is not stopped during them. */
export class Traffic {
  private underWay = 0;
  private waiting: (() => void)[] = [];

  /** Counts `request` from now until it is settled. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await request();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) {
        for (const resolve of this.waiting.splice(0)) resolve();
      }
    }
  }

  /** Resolves as soon as there is no current request. */
  async ended(): Promise<void> {
    if (this.underWay === 0) return;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
