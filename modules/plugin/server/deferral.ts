import type { Context } from '../framework/context';
import type { Deferred } from '../framework/deferred';
import type { WithDiagnostics } from '../framework/managed-resource';
import { deferredReason } from '../protocol/messages/values';
import type { DiagnosticMessage } from '../protocol/messages/values';
import type { Breach } from '../rules/breach';
import type { ValueType } from '../schema/types/value-type';
import { toDiagnosticMessages } from './diagnostics';
import type { Session } from './session';

/** A deferral to send to Terraform, or what is wrong with it. */
export interface Deferral {
  /** Undefined if nothing is deferred, or may not be. */
  readonly message: { readonly reason: number } | undefined;
  readonly breaches: readonly Breach[];
}

/** Checks a deferral against R19. */
export function checkDeferral(deferred: Deferred | undefined, { deferralAllowed }: Context): Deferral {
  if (deferred === undefined) return { message: undefined, breaches: [] };
  if (deferralAllowed) return { message: { reason: deferredReason[deferred.reason] }, breaches: [] };
  const problem = `is deferred (${deferred.reason}), which Terraform does not allow here`;
  return { message: undefined, breaches: [{ rule: 'R19', path: [], problem }] };
}

/**
 * The response of a call that is deferred, apart from its unknown value: whether the deferral is allowed, and the
 * provider's diagnostics.
 */
export function deferredAnswer(
  answer: WithDiagnostics & { readonly deferred: Deferred },
  { session, context, type, doing }: DeferringCall,
): { readonly deferred: Deferral['message']; readonly diagnostics: readonly DiagnosticMessage[] } {
  const { message, breaches } = checkDeferral(answer.deferred, context);
  const blame = session.blame(breaches, doing);
  return {
    deferred: message,
    diagnostics: toDiagnosticMessages([...(answer.diagnostics ?? []), ...blame], type),
  };
}

interface DeferringCall {
  readonly session: Session;
  readonly context: Context;
  readonly type: ValueType;
  readonly doing: string;
}
