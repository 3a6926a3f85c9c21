import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const serverRecord = z.object({
  pid: z.number().int().positive(),
  url: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
});

/** The record that a running local cloud writes next to its data, so that other commands find it. */
export type ServerRecord = z.infer<typeof serverRecord>;

const pathOf = (directory: string): string => join(directory, 'server.json');

/** Returns the record in `directory`; undefined if it is missing or invalid, for example after a torn write. */
export function readServerFile(directory: string): ServerRecord | undefined {
  try {
    return serverRecord.parse(JSON.parse(readFileSync(pathOf(directory), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes the record if it belongs to `pid`; a newer server's record stays. */
export function removeServerFile(directory: string, pid: number): void {
  if (readServerFile(directory)?.pid === pid) rmSync(pathOf(directory), { force: true });
}
