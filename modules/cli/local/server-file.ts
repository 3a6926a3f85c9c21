import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const serverRecord = z.object({ pid: z.number().int().positive(), url: z.string(), startedAt: z.string() });

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

/** Writes the record in one step: a reader sees the old one or the new one, never half. */
export function writeServerFile(directory: string, record: ServerRecord): void {
  const path = pathOf(directory);
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${String(process.pid)}`;
  writeFileSync(partial, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(partial, path);
}

/** Removes the record if it is still the one of `pid`; a newer server's is left alone. */
export function removeServerFile(directory: string, pid: number): void {
  if (readServerFile(directory)?.pid === pid) rmSync(pathOf(directory), { force: true });
}
