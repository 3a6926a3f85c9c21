import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The record that a running local cloud writes next to its data, so that other commands find it. */
export interface ServerRecord {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Name of what runs images; a record of an older version has none. */
  readonly runner?: string;
}

const pathOf = (directory: string): string => join(directory, 'server.json');

/** Returns the record in `directory`; undefined if it is missing or invalid, for example after a torn write. */
export function readServerFile(directory: string): ServerRecord | undefined {
  try {
    return checked(JSON.parse(readFileSync(pathOf(directory), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Not with zod: to load it takes longer than all else that a command does, and every command reads this. */
function checked(value: unknown): ServerRecord | undefined {
  const { pid, url, startedAt, runner } = value as Readonly<Record<string, unknown>>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof url !== 'string' || typeof startedAt !== 'number') return undefined;
  return { pid, url, startedAt, ...(typeof runner === 'string' ? { runner } : {}) };
}

/** Removes the record if it belongs to `pid`; a newer server's record stays. */
export function removeServerFile(directory: string, pid: number): void {
  if (readServerFile(directory)?.pid === pid) rmSync(pathOf(directory), { force: true });
}
