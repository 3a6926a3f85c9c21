import type { Logger } from '../../kernel';

/** What every function of a provider is handed besides its request. */
export interface Context {
  /**
   * Aborts when Terraform is interrupted, and when the call's time limit is reached (see `ManagedResource.timeouts`).
   * Answer within a second, with whatever is known by then.
   */
  readonly signal: AbortSignal;
  /** Ends in Terraform's own log (`TF_LOG_PROVIDER`). */
  readonly logger: Logger;
}
