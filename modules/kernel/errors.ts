import { inspect, types } from 'node:util';

/** Whether doing the same again later may help. */
export type Disposition = 'retryable' | 'terminal';

/**
 * What became of a request that changes something and failed: `refused` when the service said no or the request never
 * left, `unknown` when it may have been carried out. Nobody may take the second for the first: what was asked for and
 * not refused may exist, and cost money.
 */
export type FailedOutcome = 'refused' | 'unknown';

export interface TuneformErrorOptions {
  /** Stable identifier such as `IMAGE_NOT_PUSHED`, listed in docs/reference/diagnostics.md. */
  readonly code: string;
  /** Title Case, at most 60 characters. */
  readonly summary: string;
  readonly disposition?: Disposition;
  /** Only for a request that changes something. */
  readonly outcome?: FailedOutcome | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class of the project. Expected outcomes are values; this is for everything else.
 *
 * `message` reads as the detail of a diagnostic: what happened to what, why, and what to do next.
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
 * The text of anything that was thrown: its message and, in brackets, those of its causes that it does not quote. Never
 * throws itself.
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

/** Those of another realm are no instances of our class. */
const isError = (thrown: unknown): thrown is Error => thrown instanceof Error || types.isNativeError(thrown);
