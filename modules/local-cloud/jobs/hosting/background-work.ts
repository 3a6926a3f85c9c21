import { messageOf } from '../../../kernel';
import type { Logger } from '../../../kernel';

/** Work on endpoints that no request waits for. */
export class BackgroundWork {
  private readonly logger: Logger;
  private readonly running = new Set<Promise<void>>();

  constructor(logger: Logger) {
    this.logger = logger;
  }

  /** Starts a piece of work and returns at once. An error is logged. */
  start(work: () => Promise<void>): void {
    const running: Promise<void> = work()
      .catch((error: unknown) => this.logger.error('endpoint work failed', { error: messageOf(error) }))
      .finally(() => this.running.delete(running));
    this.running.add(running);
  }

  /** Resolves once all work that was started has ended. */
  async ended(): Promise<void> {
    await Promise.all(this.running);
  }
}
