import type { Context } from '../framework/context';
import type { Deferred } from '../framework/deferred';
import { deferredReason } from '../protocol/messages/values';
import type { Breach } from '../rules/breach';

/** A deferral on its way to Terraform, or what is wrong with it. */
export interface Deferral {
  /** Undefined when nothing is deferred, or may not be. */
  readonly message: { readonly reason: number } | undefined;
  readonly breaches: readonly Breach[];
}

/** Holds a deferral to R19. */
export function checkDeferral(deferred: Deferred | undefined, { deferralAllowed }: Context): Deferral {
  if (deferred === undefined) return { message: undefined, breaches: [] };
  if (deferralAllowed) return { message: { reason: deferredReason[deferred.reason] }, breaches: [] };
  const problem = `is deferred (${deferred.reason}), and Terraform does not allow that here`;
  return { message: undefined, breaches: [{ rule: 'R19', path: [], problem }] };
}
