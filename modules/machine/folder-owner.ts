import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kernel';
import { holderOf, holdLink } from './lock-link';
import type { ProcessIdentity } from './process-identity';

const NAME = 'owner.lock';
const POLL_MS = 20;
/** How often to check a lock of a dead process that another process is taking over. */
const TRIES = 250;

export type FolderClaim =
  | { readonly held: true; readonly release: () => void }
  /** Another process, or another part of this process, owns the folder. */
  | { readonly held: false; readonly owner: ProcessIdentity };

/**
 * Makes this process the only owner of `directory` until it releases the folder or ends in any way. Claim the folder before
 * opening, changing or deleting its content. Do not rely on whether an owner answers, because a process that starts, stops or
 * is busy does not answer.
 */
export async function claimFolder(directory: string, clock: Clock): Promise<FolderClaim> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, NAME);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const release = holdLink(file);
    if (release !== undefined) return { held: true, release };
    const owner = ownerOfFolder(directory);
    if (owner !== undefined) return { held: false, owner };
    await clock.sleep(POLL_MS);
  }
  throw new Error(`${file} cannot be taken over from a process that has ended. Delete it.`);
}

/** Returns the running process that owns the folder. */
export function ownerOfFolder(directory: string): ProcessIdentity | undefined {
  return holderOf(join(directory, NAME));
}
