import type { AwsSession } from '../client-factory';
import { listObjects } from '../list-objects';
import { isJob } from './owned-object';
import type { OwnedKind } from './owned-object';

/** An object in a listing. */
export interface Summary {
  readonly name: string;
  readonly arn: string;
  readonly status?: string;
  readonly createdAtMs: number;
}

/** Returns all objects of one kind in the account and region. `ended` includes jobs that have ended. */
export async function listSummaries(
  session: AwsSession,
  { kind, ended }: { readonly kind: OwnedKind; readonly ended: boolean },
  signal: AbortSignal,
): Promise<readonly Summary[]> {
  const found: Summary[] = [];
  const filters = isJob(kind) && !ended ? UNENDED : [{}];
  for (const filter of filters) {
    for (const { name, arn, status, created } of await listObjects(session, { kind, ...filter }, signal)) {
      const createdAtMs = created?.getTime() ?? 0;
      found.push({ name, arn, createdAtMs, ...(status !== undefined && { status }) });
    }
  }
  return found;
}

const UNENDED = [{ status: 'InProgress' }, { status: 'Stopping' }] as const;
