import { listObjects } from '../../aws';
import type { AwsSession } from '../../aws';

/** What may be left. A job is billed until it has stopped. */
const LEFT = [
  { kind: 'endpoint' },
  { kind: 'endpoint configuration' },
  { kind: 'model' },
  { kind: 'tuning job', status: 'InProgress' },
  { kind: 'training job', status: 'InProgress' },
  { kind: 'tuning job', status: 'Stopping' },
  { kind: 'training job', status: 'Stopping' },
] as const;

/**
 * Returns the remaining SageMaker objects of an experiment, whose name all of theirs begin with, by kind and name. Endpoints and jobs that have not ended
 * cost money on AWS; models and endpoint configurations are only untidy.
 */
export async function leftBehind(
  session: AwsSession,
  experiment: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = await Promise.all(
    LEFT.map(async (filter) => {
      const running = 'status' in filter ? 'running ' : '';
      const listed = await listObjects(session, filter, signal);
      return listed
        .filter(({ name }) => name === experiment || name.startsWith(`${experiment}-`))
        .map(({ name }) => `${running}${filter.kind} ${name}`);
    }),
  );
  return found.flat();
}
