import type { FailedOutcome } from '../kernel';
import { messageOf } from '../kernel';
import { isUnparsed } from './unparsed-error';

/** Without credentials nothing is signed, and what is not signed is not sent. */
const UNSIGNED: ReadonlySet<unknown> = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** Failures of looking up a name or of connecting. Some wrappers keep the code in the message alone. */
const UNCONNECTED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\b/;

/**
 * What became of a request that was sent once and failed. Only the service's own, readable refusal proves that nothing
 * was carried out, or a failure from before anything left this machine. A lost answer, a garbled one, a proxy's page or a
 * fault of the service prove nothing.
 */
export function failedOutcome(thrown: unknown): FailedOutcome {
  const { $fault: fault, name, code } = (thrown ?? {}) as Record<'$fault' | 'name' | 'code', unknown>;
  if (fault === 'client') return isUnparsed(thrown) ? 'unknown' : 'refused';
  if (fault !== undefined) return 'unknown';
  const neverSent = UNSIGNED.has(name) || UNCONNECTED.test(`${String(code)} ${messageOf(thrown)}`);
  return neverSent ? 'refused' : 'unknown';
}
