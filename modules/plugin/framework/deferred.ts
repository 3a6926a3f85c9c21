import type { Diagnostic } from '../../kernel';

/** Why something has to wait for a later plan, in the protocol's words. */
export type DeferredReason = 'RESOURCE_CONFIG_UNKNOWN' | 'PROVIDER_CONFIG_UNKNOWN' | 'ABSENT_PREREQ';

/**
 * Says that a call must wait. Allowed only if `context.deferralAllowed` is true; otherwise it is an error. While
 * applying, Terraform plans again and may then allow deferral, but still rejects it for a change that it has planned.
 * So decide by what is unknown, never by `deferralAllowed` alone.
 */
export interface Deferred {
  readonly reason: DeferredReason;
}

/** The response of a call that has nothing to show yet. */
export interface DeferredAnswer {
  readonly deferred: Deferred;
  readonly diagnostics?: readonly Diagnostic[];
}
