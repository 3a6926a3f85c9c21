import { messageOf, TuneformError } from '../kernel';
import type { FailedOutcome } from '../kernel';
import type { AwsErrorKind } from './error-kinds';
import { ERROR_RULES, ERROR_TEXTS } from './error-rules';
import { failedOutcome } from './failed-outcome';
import { isUnparsed } from './unparsed-error';

/** A failed AWS call, classified once. `serviceMessage` is the service's own wording. */
export class AwsError extends TuneformError {
  readonly kind: AwsErrorKind;
  readonly serviceMessage: string;

  constructor(kind: AwsErrorKind, action: string, cause: unknown, outcome?: FailedOutcome) {
    const text = ERROR_TEXTS[kind];
    const serviceMessage = serviceMessageOf(cause);
    super(`Tuneform could not ${action}. ${text.remedy} Service reason: "${serviceMessage}"`, {
      code: text.code,
      summary: text.summary,
      disposition: text.retryable ? 'retryable' : 'terminal',
      outcome,
      cause,
    });
    this.name = 'AwsError';
    this.kind = kind;
    this.serviceMessage = serviceMessage;
  }
}

/** True for a classified AWS failure of one of these kinds. */
export function isAwsError(thrown: unknown, ...kinds: readonly AwsErrorKind[]): thrown is AwsError {
  return thrown instanceof AwsError && kinds.includes(thrown.kind);
}

/** The kind of anything an SDK call threw. Server-side status codes decide only where no row matches. */
export function classify(thrown: unknown): AwsErrorKind {
  const name = nameOf(thrown);
  const message = serviceMessageOf(thrown);
  const rule = ERROR_RULES.find(
    (row) => (row.names?.includes(name) ?? true) && (row.message?.test(message) ?? true),
  );
  if (rule !== undefined) return rule.kind;
  return (httpStatusOf(thrown) ?? 0) >= 500 ? 'service fault' : 'unknown';
}

/**
 * Runs one call that only asks, and turns whatever it throws into an {@link AwsError}. An answer without any content is
 * no answer: every description and listing has some.
 *
 * @param action what was attempted, as it reads after "could not": `describe tuning job "digits-abc"`.
 */
export async function classifyErrors<T>(action: string, call: () => Promise<T>): Promise<T> {
  let answer: T;
  try {
    answer = await call();
  } catch (thrown) {
    if (thrown instanceof TuneformError) throw thrown;
    throw new AwsError(classify(thrown), action, thrown);
  }
  if (isEmpty(answer)) throw new AwsError('unreadable answer', action, new Error('the answer is empty'));
  return answer;
}

/**
 * Runs one request that changes something. What it throws says whether the request was refused or may have been carried
 * out, so send it with the client that does not repeat by itself: of several attempts only the last one's fate is told.
 */
export async function changing<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (thrown instanceof TuneformError) throw thrown;
    throw new AwsError(classify(thrown), action, thrown, failedOutcome(thrown));
  }
}

function isEmpty(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('$metadata' in answer)) return false;
  return Object.entries(answer).every(([name, value]) => name === '$metadata' || value === undefined);
}

function nameOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  const { name, code } = thrown as { name?: unknown; code?: unknown };
  // Node's network errors are called "Error"; their code says what happened.
  if ((name === 'Error' || name === undefined) && typeof code === 'string') return code;
  return typeof name === 'string' ? name : '';
}

function serviceMessageOf(thrown: unknown): string {
  // An AggregateError of a refused connection has an empty message; its members carry the text.
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map((inner: unknown) => messageOf(inner)).join('; ');
  }
  const status = isUnparsed(thrown) ? httpStatusOf(thrown) : undefined;
  // The SDK adds where its own developers would look.
  const message = messageOf(thrown).replace(/\s*Deserialization error: to see the raw response.*$/s, '');
  return status === undefined ? message : `${message} (HTTP status ${String(status)})`;
}

function httpStatusOf(thrown: unknown): number | undefined {
  const metadata = (thrown as { $metadata?: { httpStatusCode?: unknown } } | null)?.$metadata;
  return typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
