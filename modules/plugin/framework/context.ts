import type { Logger } from '../../kernel';

/** Passed to every function of a provider in addition to its request. */
export interface Context {
  /**
   * Aborts when Terraform is interrupted, and when the call's time limit is reached (see `ManagedResource.timeouts`).
   * Then respond within a second, with what is known by then.
   */
  readonly signal: AbortSignal;
  /**
   * True if Terraform accepts `deferred` in the response of this call: of the plan, read and import of a resource, a
   * data source, an ephemeral resource, or `configure`. Except during an apply, never true without an experimental
   * option of Terraform.
   */
  readonly deferralAllowed: boolean;
  /** Writes to Terraform's own log (`TF_LOG_PROVIDER`). */
  readonly logger: Logger;
}
