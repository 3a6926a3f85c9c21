/** Whether doing the same again later may help. */
export type Disposition = 'retryable' | 'terminal';

export interface TuneformErrorOptions {
  /** Stable identifier such as `IMAGE_NOT_PUSHED`, listed in docs/reference/diagnostics.md. */
  readonly code: string;
  /** Title Case, at most 60 characters. */
  readonly summary: string;
  readonly disposition?: Disposition;
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

  constructor(message: string, options: TuneformErrorOptions) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'TuneformError';
    this.code = options.code;
    this.summary = options.summary;
    this.disposition = options.disposition ?? 'terminal';
  }
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
