import type { Diagnostic } from '../../kernel';

/** Why something has to wait for a later plan, in the protocol's words. */
export type DeferredReason = 'RESOURCE_CONFIG_UNKNOWN' | 'PROVIDER_CONFIG_UNKNOWN' | 'ABSENT_PREREQ';

/**
 * Says that a call cannot be answered yet. Allowed only where `context.deferralAllowed` is true, elsewhere it is an
 * error. Terraform plans again while applying, may allow deferral then and refuses it all the same for what it has
 * planned: let it depend on what is not known, never on `deferralAllowed` alone.
 */
export interface Deferred {
  readonly reason: DeferredReason;
}

/** The answer of a call that has nothing to show yet. */
export interface DeferredAnswer {
  readonly deferred: Deferred;
  readonly diagnostics?: readonly Diagnostic[];
}
