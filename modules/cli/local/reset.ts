import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, TuneformError } from '../../kernel';
import { claimFolder } from '../../machine';
import { notAnswering } from './failures';
import type { Stopped } from './stop';
import { ensureStopped } from './stop';

export interface ResetResult extends Stopped {
  readonly directory: string;
  readonly emptied: boolean;
}

/** Files that identify a local cloud's folder, so that a mistyped `--directory` deletes nothing else. */
const MARKS: readonly string[] = ['server.json', 'local-cloud.log', 'requests.jsonl', 'store'];

/** Stops the local cloud of `directory` and deletes everything in the folder, which may be absent or empty. */
export async function resetLocalCloud(directory: string): Promise<ResetResult> {
  const entries = existsSync(directory) ? readdirSync(directory) : [];
  if (entries.length > 0 && !entries.some((entry) => MARKS.includes(entry))) {
    throw new TuneformError(
      `${directory} does not look like the folder of a local cloud, so nothing was deleted. Check --directory.`,
      { code: 'NOT_A_LOCAL_CLOUD', summary: 'Not a Local Cloud Folder' },
    );
  }
  const stopped = await ensureStopped(directory);
  if (entries.length === 0) return { ...stopped, directory, emptied: false };
  // Hold the lock so that no local cloud starts in a half-deleted folder.
  const claim = await claimFolder(directory, systemClock);
  if (!claim.held) throw notAnswering(claim.owner.pid, directory);
  try {
    for (const entry of readdirSync(directory).filter((name) => !isLock(name))) {
      rmSync(join(directory, entry), { recursive: true, force: true, maxRetries: 3 });
    }
  } finally {
    claim.release();
  }
  return { ...stopped, directory, emptied: true };
}

/** Lock files stay, because the process that holds a lock owns its file. */
const isLock = (name: string): boolean => /\.lock(\.takeover)*$/.test(name);
