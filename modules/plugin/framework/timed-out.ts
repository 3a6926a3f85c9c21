import { TuneformError } from '../../kernel';

/** True when a call's `signal` aborted because its time was up, false when Terraform was interrupted or nothing happened. */
export function timedOut(signal: AbortSignal): boolean {
  return signal.reason instanceof TuneformError && signal.reason.code === 'TIMEOUT';
}
