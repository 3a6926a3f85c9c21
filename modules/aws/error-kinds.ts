/** What a failed call means for the caller, whatever the service called it. */
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

/** One row of the classification: which answers it covers and what the practitioner is told. */
export interface AwsErrorRule {
  readonly kind: AwsErrorKind;
  /** Error names that match; absent means any name. */
  readonly names?: readonly string[];
  /** Text the message must contain; absent means any message. AWS gives generic names to most semantic errors. */
  readonly message?: RegExp;
  /** A message this row was written for, as the service words it. */
  readonly sample: { readonly name: string; readonly message: string };
}

/** How each kind reads in a diagnostic. `remedy` is the last sentence: what to do next. */
export interface AwsErrorText {
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
  readonly retryable: boolean;
}
