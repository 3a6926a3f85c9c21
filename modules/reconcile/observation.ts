/** A material difference between the desired and the observed state. */
export interface Drift {
  /** Attribute in the practitioner's words, for instance `production_variant.instance_type`. */
  readonly attribute: string;
  readonly desired: string;
  readonly observed: string;
}

/** The observed state of an external object. Observing never changes anything. */
export type Observation<Status> =
  | { readonly kind: 'absent' }
  /** The object is changing towards the desired state; a deletion may interrupt that. */
  | { readonly kind: 'progressing'; readonly status: Status; readonly pollAfterMs: number }
  /** A stop or deletion is in progress; only waiting is allowed. */
  | { readonly kind: 'terminating'; readonly status: Status; readonly pollAfterMs: number }
  /** At rest. An empty `drift` means that it matches the desired state. */
  | { readonly kind: 'steady'; readonly status: Status; readonly drift: readonly Drift[] }
  /** At rest in a state that waiting does not improve. */
  | { readonly kind: 'failed'; readonly status: Status; readonly reason: string };
