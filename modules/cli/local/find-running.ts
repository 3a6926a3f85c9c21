import { join } from 'node:path';
import type { KeyPair } from '../../local-access';
import { readKeyPair } from '../../local-access';
import { ownerOfFolder } from '../../machine';
import { health } from './health';
import type { ServerRecord } from './server-file';
import { readServerFile } from './server-file';

/** A local cloud that answers, and its key pair. */
export interface RunningLocalCloud {
  readonly kind: 'running';
  readonly record: ServerRecord;
  readonly version: string;
  /** Name of what runs images; empty until one was needed. */
  readonly runner: string;
  readonly credentials: KeyPair;
  readonly credentialsFile: string;
}

export type Running =
  | RunningLocalCloud
  /** A process owns the folder and does not answer: it is starting, stopping or stuck. */
  | { readonly kind: 'silent'; readonly pid: number }
  /** The record of a process that no longer owns the folder. */
  | { readonly kind: 'stale'; readonly record: ServerRecord }
  | { readonly kind: 'none' };

/**
 * Returns the status of the local cloud of `directory`. The folder's lock names the process, its record the address. The
 * server must prove that it knows the folder's secret, so that another server on the port is not taken for it.
 */
export async function findRunning(directory: string): Promise<Running> {
  const owner = ownerOfFolder(directory);
  const record = readServerFile(directory);
  if (owner === undefined) return record === undefined ? { kind: 'none' } : { kind: 'stale', record };
  const silent = { kind: 'silent', pid: owner.pid } as const;
  // The owner writes its record last; until then the record belongs to its predecessor.
  if (record?.pid !== owner.pid) return silent;
  const credentialsFile = join(directory, 'credentials');
  const credentials = readKeyPair(credentialsFile);
  const answer = await health(record.url, credentials);
  if (answer.kind !== 'proven' || credentials === undefined) return silent;
  return {
    kind: 'running',
    record,
    version: answer.version,
    runner: answer.runner,
    credentials,
    credentialsFile,
  };
}
