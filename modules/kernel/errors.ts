import { inspect, types } from 'node:util';

/** Whether a retry may succeed. */
export type Disposition = 'retryable' | 'terminal';

/**
 * The outcome of a failed request that changes something: `refused` if the service refused it or it was never sent, `unknown`
 * if it may have been carried out. Never treat `unknown` as `refused`: the requested object may exist and cost money.
 */
export type FailedOutcome = 'refused' | 'unknown';

export interface TuneformErrorOptions {
  /** Stable identifier such as `IMAGE_NOT_PUSHED`, listed in docs/reference/diagnostics.md. */
  readonly code: string;
  /** Title Case, at most 60 characters. */
  readonly summary: string;
  readonly disposition?: Disposition;
  /** Set only for a request that changes something. */
  readonly outcome?: FailedOutcome | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class of the project. Expected outcomes are values; this is for everything else.
 *
 * `message` is the detail of a diagnostic: what happened, why, and what to do next.
 */
export class TuneformError extends Error {
  readonly code: string;
  readonly summary: string;
  readonly disposition: Disposition;
  readonly outcome: FailedOutcome | undefined;

  constructor(message: string, options: TuneformErrorOptions) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'TuneformError';
    this.code = options.code;
    this.summary = options.summary;
    this.disposition = options.disposition ?? 'terminal';
    this.outcome = options.outcome;
  }
}

/**
 * Returns the text of a thrown value: its message and, in brackets, the messages of its causes that it does not quote. Never
 * throws.
 */
export function messageOf(thrown: unknown): string {
  return describe(thrown, []);
}

function describe(thrown: unknown, above: readonly unknown[]): string {
  if (typeof thrown === 'string') return thrown;
  if (!isError(thrown)) return inspect(thrown, { breakLength: Infinity });
  const below = [...above, thrown];
  const causes = [...(thrown instanceof AggregateError ? (thrown.errors as unknown[]) : []), thrown.cause]
    .filter((cause) => cause !== undefined && !below.includes(cause))
    .map((cause) => describe(cause, below))
    .filter((text) => !thrown.message.includes(text))
    .join('; ');
  if (causes === '') return thrown.message === '' ? thrown.name : thrown.message;
  return thrown.message === '' ? causes : `${thrown.message} (${causes})`;
}

/** Returns true also for errors of another realm, which are no instances of this realm's class. */
const isError = (thrown: unknown): thrown is Error => thrown instanceof Error || types.isNativeError(thrown);
