import type { Ending, TuningJobRecord } from './tuning-job-record';

/** Returns the record once its end is decided: no more trials are launched, and the running ones are stopped. */
export function closing(job: TuningJobRecord, ending: Ending, nowMs: number): TuningJobRecord {
  const status = ending.status === 'Stopped' ? 'Stopping' : job.status;
  return { ...job, status, closing: ending, modifiedAtMs: nowMs };
}

/** Returns the record once all its trials have ended. */
export function ended(job: TuningJobRecord, ending: Ending, nowMs: number): TuningJobRecord {
  const { status, reason, fault } = ending;
  const failure = reason === undefined ? {} : { failure: { reason, ...(fault && { fault }) } };
  return { ...job, status, ...failure, endedAtMs: nowMs, modifiedAtMs: nowMs };
}
