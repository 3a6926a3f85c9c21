import { lstatSync, lutimesSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { identify, isHidden, stillRuns } from './process-identity';
import type { ProcessIdentity } from './process-identity';

/** How often a holder shows that it lives, and how long a holder that cannot be seen is believed without. */
const BEAT_MS = 10_000;
const BELIEVED_MS = 60_000;

/**
 * Takes the lock `file` for this process and answers how to give it back; undefined when another holds it, or held it
 * until this very call.
 */
export function holdLink(file: string): (() => void) | undefined {
  if (!takeLink(file)) return undefined;
  const beat = setInterval(() => touch(file), BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    // A folder that was deleted and made anew meanwhile has another holder, whose lock stays.
    const holder = readHolder(file);
    if (holder?.pid === process.pid && stillRuns(holder)) rmSync(file, { force: true });
  };
}

/** The living process that holds the lock. */
export function holderOf(file: string): ProcessIdentity | undefined {
  const holder = readHolder(file);
  return holder !== undefined && lives(holder, file) ? holder : undefined;
}

/** A symbolic link says who made it from its first moment; a file is empty at first, for ever if its maker is killed. */
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
 * Removes a dead owner's lock. Only the holder of the lock's own lock, the takeover, may remove it: otherwise one process
 * would remove what another has taken since it looked. Whoever takes over may die too, so a takeover can be taken over.
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

/** Whether the lock is there and its owner is not. */
function isAbandoned(file: string): boolean {
  const holder = readHolder(file);
  return holder !== undefined && !lives(holder, file);
}

/** A process of another container that shares the folder cannot be looked up here; its lock must have been touched lately. */
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
