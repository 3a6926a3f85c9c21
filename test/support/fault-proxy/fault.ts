/** An answer that the service gives in place of its real one. */
export interface ServiceError {
  readonly status: number;
  /** The name that SDKs know errors by. */
  readonly name: string;
  readonly message: string;
}

/**
 * What the caller receives.
 * - `real`: what the service answered.
 * - `lost`: the connection breaks.
 * - `half a body`: the real status and headers, and half of what they announce, as one whole message.
 * - `a page`: what a proxy on the way says in HTML, with this status.
 */
export type SeenAnswer = 'real' | 'lost' | 'half a body' | { readonly page: number } | ServiceError;

/**
 * The state of the world from then on, until `heal` or, with a number, until that many requests have met it.
 * - `cut off`: every connection breaks.
 * - `expired`: the credentials are no longer good for anything.
 * - `stale`: what has been read before reads as it did then, every look so many times.
 * - `interrupted`: the user of Terraform has pressed Ctrl-C.
 * - `killed`: the provider's process is gone.
 */
export type Aftermath =
  | { readonly kind: 'cut off'; readonly requests?: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'stale'; readonly looks: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'killed' };

/** A fault of one request: three independent choices. */
export interface Fault {
  /** Whether the service receives the request. */
  readonly carriedOut: boolean;
  readonly answer: SeenAnswer;
  /** Milliseconds that the answer takes longer. */
  readonly delayMs?: number;
  readonly then?: readonly Aftermath[];
}

/** Which requests meet a fault. */
export interface Ambush {
  /** An operation's name as AWS spells it, or a pattern for several. */
  readonly operation: string | RegExp;
  readonly fault: Fault;
  /** How many of them. @default 1 */
  readonly times?: number;
}

export const EXPIRED: ServiceError = {
  status: 400,
  name: 'ExpiredTokenException',
  message: 'The security token included in the request is expired',
};

export const THROTTLED: ServiceError = {
  status: 400,
  name: 'ThrottlingException',
  message: 'Rate exceeded',
};

export const INTERNAL_FAILURE: ServiceError = {
  status: 500,
  name: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error.',
};
