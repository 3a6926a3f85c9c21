import { systemClock } from '../../kernel';
import { findRunning } from './find-running';

/** The output of `local status --json`. */
export interface LocalStatus {
  readonly running: boolean;
  readonly directory: string;
  readonly url?: string;
  readonly pid?: number;
  readonly version?: string;
  /** Name of what runs images. */
  readonly runner?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly uptimeSeconds?: number;
  /** Explanation, if the record contradicts the process. */
  readonly note?: string;
}

/** Returns the status of the local cloud of `directory`. */
export async function localStatus(directory: string): Promise<LocalStatus> {
  const found = await findRunning(directory);
  switch (found.kind) {
    case 'running':
      return {
        running: true,
        directory,
        url: found.record.url,
        pid: found.record.pid,
        version: found.version,
        ...(found.record.runner === undefined ? {} : { runner: found.record.runner }),
        startedAt: new Date(found.record.startedAt).toISOString(),
        // The machine's clock may have been set back since the start.
        uptimeSeconds: Math.max(0, Math.round((systemClock.now() - found.record.startedAt) / 1000)),
      };
    case 'silent':
      return {
        running: false,
        directory,
        pid: found.pid,
        note: `process ${String(found.pid)} owns the folder but does not answer: it is starting, stopping or stuck`,
      };
    case 'stale':
      return {
        running: false,
        directory,
        note: 'it ended unexpectedly; the next start continues with its data',
      };
    case 'none':
      return { running: false, directory };
  }
}
