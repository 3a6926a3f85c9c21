import type { FailedOutcome } from '../kernel';
import { messageOf } from '../kernel';
import { isUnparsed } from './unparsed-error';

/** Errors without credentials: the SDK does not sign and therefore does not send the request. */
const UNSIGNED: ReadonlySet<unknown> = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** Failures of name resolution or of connecting. Some wrappers have the code only in the message. */
const UNCONNECTED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\b/;

/**
 * Returns the outcome of a request that was sent once and failed. It is `refused` only if the service's own readable error
 * says so or the request never left this machine. After a lost or garbled response, a proxy's page or a service fault it is
 * `unknown`.
 */
export function failedOutcome(thrown: unknown): FailedOutcome {
  const { $fault: fault, name, code } = (thrown ?? {}) as Record<'$fault' | 'name' | 'code', unknown>;
  if (fault === 'client') return isUnparsed(thrown) ? 'unknown' : 'refused';
  if (fault !== undefined) return 'unknown';
  const neverSent = UNSIGNED.has(name) || UNCONNECTED.test(`${String(code)} ${messageOf(thrown)}`);
  return neverSent ? 'refused' : 'unknown';
}
