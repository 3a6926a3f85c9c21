import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `server.json` in the directory of a running local cloud says. */
export interface ServerNote {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Name of what runs images. */
  readonly runner?: string;
}

const fileOf = (directory: string): string => join(directory, 'server.json');

export function writeServerNote(directory: string, note: ServerNote): void {
  writeFileSync(fileOf(directory), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

export function removeServerNote(directory: string): void {
  rmSync(fileOf(directory), { force: true });
}
