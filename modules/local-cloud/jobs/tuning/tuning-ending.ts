import type { Ending, TuningJobRecord } from './tuning-job-record';

/** The record once its end is decided: nothing more is launched, and what runs is stopped. */
export function closing(job: TuningJobRecord, ending: Ending, nowMs: number): TuningJobRecord {
  const status = ending.status === 'Stopped' ? 'Stopping' : job.status;
  return { ...job, status, closing: ending, modifiedAtMs: nowMs };
}

/** The record once all its trials have ended. */
export function ended(job: TuningJobRecord, ending: Ending, nowMs: number): TuningJobRecord {
  const reason = ending.reason === undefined ? {} : { failureReason: ending.reason };
  return { ...job, status: ending.status, ...reason, endedAtMs: nowMs, modifiedAtMs: nowMs };
}
