import { TuneformError } from '../../kernel';

/**
 * Returns true if a call's `signal` aborted because its time was up; false if Terraform was interrupted or nothing
 * happened.
 */
export function timedOut(signal: AbortSignal): boolean {
  return signal.reason instanceof TuneformError && signal.reason.code === 'TIMEOUT';
}
