import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TuneformError } from '../kernel';

/** What `server.json` in the directory of a running local cloud says. */
export interface ServerNote {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

const HEALTH_TIMEOUT_MS = 1_000;

const fileOf = (directory: string): string => join(directory, 'server.json');

export function writeServerNote(directory: string, note: ServerNote): void {
  writeFileSync(fileOf(directory), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

export function removeServerNote(directory: string): void {
  rmSync(fileOf(directory), { force: true });
}

/** Refuses a directory that another local cloud is running in. A note left by a killed process does not count. */
export async function checkDirectoryFree(directory: string): Promise<void> {
  const note = readServerNote(directory);
  if (note === undefined || !(await answers(note, directory))) return;
  throw new TuneformError(
    `A local cloud is running in ${directory} already: process ${String(note.pid)} at ${note.url}. Use that one, or stop it first.`,
    { code: 'DIRECTORY_IN_USE', summary: 'Local Cloud Is Running Already' },
  );
}

function readServerNote(directory: string): ServerNote | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(directory), 'utf8')) as ServerNote;
  } catch {
    return undefined;
  }
}

async function answers(note: ServerNote, directory: string): Promise<boolean> {
  try {
    const answer = await fetch(`${note.url}/_tuneform/health`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    const health = (await answer.json()) as { readonly pid?: number; readonly directory?: string };
    return health.pid === note.pid && health.directory === directory;
  } catch {
    return false;
  }
}
