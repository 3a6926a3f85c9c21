import { resolve } from 'node:path';
import { isAlive } from '../../machine';
import type { Health } from './health';
import { askHealth } from './health';
import type { ServerRecord } from './server-file';
import { readServerFile } from './server-file';

export type Running =
  | { readonly kind: 'running'; readonly record: ServerRecord; readonly health: Health }
  /** The process lives but does not answer: starting, stopping or stuck. */
  | { readonly kind: 'silent'; readonly record: ServerRecord }
  /** A record is left, its process is gone or its number belongs to something else now. */
  | { readonly kind: 'stale'; readonly record: ServerRecord }
  | { readonly kind: 'none' };

/** Finds out what became of the local cloud of `directory`. */
export async function findRunning(directory: string): Promise<Running> {
  const record = readServerFile(directory);
  if (record === undefined) return { kind: 'none' };
  const health = await askHealth(record.url);
  // The port may have been taken over by another project's local cloud since.
  if (health !== undefined) {
    return resolve(health.directory) === resolve(directory)
      ? { kind: 'running', record: { ...record, pid: health.pid }, health }
      : { kind: 'stale', record };
  }
  return isAlive(record.pid) ? { kind: 'silent', record } : { kind: 'stale', record };
}
