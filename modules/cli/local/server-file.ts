import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const serverRecord = z.object({
  pid: z.number().int().positive(),
  url: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
});

/** What a running local cloud leaves beside its data, so that other commands find it. */
export type ServerRecord = z.infer<typeof serverRecord>;

const pathOf = (directory: string): string => join(directory, 'server.json');

/** The record in `directory`; undefined when there is none or it is not one of ours (a torn write, say). */
export function readServerFile(directory: string): ServerRecord | undefined {
  try {
    return serverRecord.parse(JSON.parse(readFileSync(pathOf(directory), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes the record if it is still the one of `pid`; a newer server's is left alone. */
export function removeServerFile(directory: string, pid: number): void {
  if (readServerFile(directory)?.pid === pid) rmSync(pathOf(directory), { force: true });
}
