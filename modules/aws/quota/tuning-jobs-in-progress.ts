import type { AwsSession } from '../client-factory';
import { listObjects } from '../list-objects';

/** Returns how many tuning jobs of the account run. */
export const tuningJobsInProgress = async (session: AwsSession, signal: AbortSignal): Promise<number> =>
  (await listObjects(session, { kind: 'tuning job', status: 'InProgress' }, signal)).length;
