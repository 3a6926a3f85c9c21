import type { Logger } from '../../kernel';

/** Passed to every function of a provider in addition to its request. */
export interface Context {
  /**
   * Aborts when Terraform is interrupted, and when the call's time limit is reached (see `ManagedResource.timeouts`).
   * Answer within a second, with whatever is known by then.
   */
  readonly signal: AbortSignal;
  /**
   * True when Terraform takes `deferred` as an answer of this call: of the plan, read and import of a resource, a data
   * source, an ephemeral resource, or `configure`. Never true without an experiment of Terraform's, except in its apply.
   */
  readonly deferralAllowed: boolean;
  /** Ends in Terraform's own log (`TF_LOG_PROVIDER`). */
  readonly logger: Logger;
}
