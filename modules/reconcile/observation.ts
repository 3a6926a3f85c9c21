/** A material difference between what was asked for and what is there. */
export interface Drift {
  /** Attribute in the practitioner's words, for instance `production_variant.instance_type`. */
  readonly attribute: string;
  readonly desired: string;
  readonly observed: string;
}

/** What an external object looks like right now. Observing never changes anything. */
export type Observation<Status> =
  | { readonly kind: 'absent' }
  /** Work towards the desired state is under way and may be interrupted by deletion. */
  | { readonly kind: 'progressing'; readonly status: Status; readonly pollAfterMs: number }
  /** A stop or deletion is under way; nothing but waiting is allowed. */
  | { readonly kind: 'terminating'; readonly status: Status; readonly pollAfterMs: number }
  /** At rest. An empty `drift` means it matches what was asked for. */
  | { readonly kind: 'steady'; readonly status: Status; readonly drift: readonly Drift[] }
  /** At rest in a state that no further waiting will improve. */
  | { readonly kind: 'failed'; readonly status: Status; readonly reason: string };
