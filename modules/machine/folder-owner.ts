import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kernel';
import { holderOf, holdLink } from './lock-link';
import type { ProcessIdentity } from './process-identity';

const NAME = 'owner.lock';
const POLL_MS = 20;
/** How often to look at a lock that a dead process left and another is just taking over. */
const TRIES = 250;

export type FolderClaim =
  | { readonly held: true; readonly release: () => void }
  /** Another process owns the folder, or another part of this one. */
  | { readonly held: false; readonly owner: ProcessIdentity };

/**
 * Makes this process the only owner of `directory`, from now until it releases it or dies, however it dies. Everyone who
 * opens, changes or deletes what a folder holds claims it first: whether an owner answers says nothing about whether it
 * lives, because a process that starts, stops or is busy does not answer.
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

/** The living process that owns the folder. */
export function ownerOfFolder(directory: string): ProcessIdentity | undefined {
  return holderOf(join(directory, NAME));
}
