import { advance, mayRetry, STARTING } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';

/**
 * Returns the record of a job whose program ended with an earlier process. A job that was stopping is now stopped. Any other
 * failed, through no fault of its own, or starts again if it has attempts left.
 */
export function interruptedJob(record: TrainingJobRecord, nowMs: number): TrainingJobRecord {
  if (record.status === 'Stopping') {
    return advance(record, { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped' }, nowMs);
  }
  if (mayRetry(record)) {
    return { ...advance(record, STARTING, nowMs), retries: (record.retries ?? 0) + 1 };
  }
  const failed = advance(
    record,
    { status: 'Failed', primary: 'Failed', message: 'Training job failed' },
    nowMs,
  );
  return {
    ...failed,
    failure: { fault: 'service', reason: 'interrupted by restart of the local cloud' },
    ...(record.trial === undefined ? {} : { trial: { ...record.trial, interrupted: true } }),
  };
}
