/** The meaning of a failed call for the caller, independent of the service's name for it. */
export type AwsErrorKind =
  | 'absent'
  | 'name taken'
  | 'limit exceeded'
  | 'throttled'
  | 'credentials expired'
  | 'credentials missing'
  | 'credentials refused'
  | 'access denied'
  | 'role not assumable'
  | 'channel empty'
  | 'image missing'
  | 'not terminal'
  | 'already terminal'
  | 'busy'
  | 'model error'
  | 'unreachable'
  | 'service fault'
  | 'unreadable answer'
  | 'interrupted'
  | 'invalid request'
  | 'unknown';

/** One row of the classification: the errors it matches and their kind. */
export interface AwsErrorRule {
  readonly kind: AwsErrorKind;
  /** Error names that match; absent means any name. */
  readonly names?: readonly string[];
  /** Text that the message must contain; absent means any message. Most semantic AWS errors have generic names. */
  readonly message?: RegExp;
  /** A message of the service that this row must match. */
  readonly sample: { readonly name: string; readonly message: string };
}

/** The text of a kind in a diagnostic. `remedy` says what to do next. */
export interface AwsErrorText {
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
  readonly retryable: boolean;
}
