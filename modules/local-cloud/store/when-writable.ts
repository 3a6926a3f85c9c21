import type { Clock, Logger } from '../../kernel';
import { whyUnwritable } from './storage-fault';

export interface WriteOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends the waiting. The next start settles what was not written. */
  readonly signal: AbortSignal;
}

const RETRY_MS = 1_000;

/**
 * Runs a write that no client waits for, such as the end of a job, and repeats it while the disk rejects it: a job
 * whose end is never written would run for ever. Rejects with any other error.
 */
export async function whenWritable(work: () => void, options: WriteOptions): Promise<void> {
  for (let tries = 0; !options.signal.aborted; tries += 1) {
    try {
      work();
      return;
    } catch (error) {
      const why = whyUnwritable(error);
      if (why === undefined) throw error;
      if (tries === 0) options.logger.error('nothing can be written; retrying until it can', { why });
    }
    await options.clock.sleep(RETRY_MS, options.signal).catch(() => undefined);
  }
}
