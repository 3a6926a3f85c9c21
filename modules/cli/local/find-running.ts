import { resolve } from 'node:path';
import { ownerOfFolder } from '../../machine';
import type { Health } from './health';
import { askHealth } from './health';
import type { ServerRecord } from './server-file';
import { readServerFile } from './server-file';

export type Running =
  | { readonly kind: 'running'; readonly record: ServerRecord; readonly health: Health }
  /** A process owns the folder and does not answer: it is starting, stopping or stuck. */
  | { readonly kind: 'silent'; readonly pid: number }
  /** A record is left of a process that no longer owns the folder. */
  | { readonly kind: 'stale'; readonly record: ServerRecord }
  | { readonly kind: 'none' };

/** Finds out what became of the local cloud of `directory`. The folder's lock says who serves it; its record says where. */
export async function findRunning(directory: string): Promise<Running> {
  const owner = ownerOfFolder(directory);
  const record = readServerFile(directory);
  if (owner === undefined) return record === undefined ? { kind: 'none' } : { kind: 'stale', record };
  // The owner writes its record last; until then the one that lies there is its predecessor's.
  const health = record?.pid === owner.pid ? await askHealth(record.url) : undefined;
  if (record === undefined || health === undefined || resolve(health.directory) !== resolve(directory)) {
    return { kind: 'silent', pid: owner.pid };
  }
  return { kind: 'running', record, health };
}
