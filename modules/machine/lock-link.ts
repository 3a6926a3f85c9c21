import { lstatSync, lutimesSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { identify, isHidden, stillRuns } from './process-identity';
import type { ProcessIdentity } from './process-identity';

/** How often a holder touches its lock, and how long the lock of an invisible holder stays valid without that. */
const BEAT_MS = 10_000;
const BELIEVED_MS = 60_000;

/**
 * Takes the lock `file` for this process. Returns a function that releases it; undefined if another process holds it or held
 * it until this call.
 */
export function holdLink(file: string): (() => void) | undefined {
  if (!takeLink(file)) return undefined;
  const beat = setInterval(() => touch(file), BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    // If the folder was deleted and recreated meanwhile, the lock belongs to another holder and stays.
    const holder = readHolder(file);
    if (holder?.pid === process.pid && stillRuns(holder)) rmSync(file, { force: true });
  };
}

/** Returns the running process that holds the lock. */
export function holderOf(file: string): ProcessIdentity | undefined {
  const holder = readHolder(file);
  return holder !== undefined && lives(holder, file) ? holder : undefined;
}

/** A symbolic link names its creator atomically; a file is empty at first, and stays empty if its creator is killed. */
function takeLink(file: string): boolean {
  try {
    symlinkSync(JSON.stringify(identify(process.pid)), file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isAbandoned(file)) retire(file);
  return false;
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readlinkSync(file)) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/**
 * Removes a dead owner's lock. Only the holder of a second lock, the takeover, may remove it; otherwise one process could
 * remove a lock that another has just taken. The process that takes over may die too, so a takeover can be taken over.
 */
function retire(file: string): void {
  const takeover = `${file}.takeover`;
  if (!takeLink(takeover)) return;
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

/** Returns true if the lock exists and its owner does not. */
function isAbandoned(file: string): boolean {
  const holder = readHolder(file);
  return holder !== undefined && !lives(holder, file);
}

/** A process of another container that shares the folder is not visible here, so its lock must have been touched recently. */
function lives(holder: ProcessIdentity, file: string): boolean {
  if (stillRuns(holder)) return true;
  if (!isHidden(holder)) return false;
  const touched = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(Date.now() - touched) < BELIEVED_MS;
}

function touch(file: string): void {
  const now = new Date();
  try {
    lutimesSync(file, now, now);
  } catch {
    // The folder was deleted, or is read-only for the moment.
  }
}
