import { messageOf, TuneformError } from '../kernel';
import type { FailedOutcome } from '../kernel';
import type { AwsErrorKind } from './error-kinds';
import { ERROR_RULES } from './error-rules';
import { ERROR_TEXTS } from './error-texts';
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

/** Returns true for an AWS error of one of these kinds. */
export function isAwsError(thrown: unknown, ...kinds: readonly AwsErrorKind[]): thrown is AwsError {
  return thrown instanceof AwsError && kinds.includes(thrown.kind);
}

/** Returns the kind of an error from an SDK call. A server-side status code decides only if no row matches. */
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
 * Runs a read-only call and throws an {@link AwsError} if it fails. An empty response is an error too, because every
 * description and listing has content.
 *
 * @param action continues "could not …": `describe tuning job "digits-abc"`.
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
 * Runs a request that changes something. The error says whether the request was refused or may have been carried out. Send
 * the request with the client that does not retry, because after several attempts only the result of the last is known.
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
  // Node's network errors have the name "Error"; their code names the failure.
  if ((name === 'Error' || name === undefined) && typeof code === 'string') return code;
  return typeof name === 'string' ? name : '';
}

function serviceMessageOf(thrown: unknown): string {
  // An AggregateError of a refused connection has an empty message; its members have the text.
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map((inner: unknown) => messageOf(inner)).join('; ');
  }
  const status = isUnparsed(thrown) ? httpStatusOf(thrown) : undefined;
  // The SDK appends a hint for its own developers.
  const message = messageOf(thrown).replace(/\s*Deserialization error: to see the raw response.*$/s, '');
  return status === undefined ? message : `${message} (HTTP status ${String(status)})`;
}

function httpStatusOf(thrown: unknown): number | undefined {
  const metadata = (thrown as { $metadata?: { httpStatusCode?: unknown } } | null)?.$metadata;
  return typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
