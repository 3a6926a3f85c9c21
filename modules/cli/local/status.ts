import { systemClock } from '../../kernel';
import { findRunning } from './find-running';

/** What `local status --json` prints. */
export interface LocalStatus {
  readonly running: boolean;
  readonly directory: string;
  readonly url?: string;
  readonly pid?: number;
  readonly version?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly uptimeSeconds?: number;
  /** What is wrong, when the record and reality disagree. */
  readonly note?: string;
}

/** How the local cloud of `directory` is doing. */
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
        startedAt: new Date(found.record.startedAt).toISOString(),
        // The machine's clock may have been set back since.
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
        note: 'it ended without saying so; the next start continues from its data',
      };
    case 'none':
      return { running: false, directory };
  }
}
