import { hasErrors, messageOf, TuneformError } from '../../kernel';
import type { Clock, Diagnostic } from '../../kernel';
import type { Context } from '../framework/context';
import type { ManagedResource, WithDiagnostics } from '../framework/managed-resource';
import type { TimedOperation } from '../framework/timeouts';
import type { Body } from '../plan/body';
import { formatDuration, parseDuration } from '../schema/values/duration';

/** The time limit of one call, and its origin. */
export interface TimeLimit {
  readonly operation: TimedOperation;
  readonly ms: number;
  /** As written: `30m`. */
  readonly text: string;
  readonly chosenBy: 'practitioner' | 'provider';
  /** How the configuration raises it: `timeouts = { create = "1h" }`; undefined if it cannot. */
  readonly remedy: string | undefined;
}

/** Returns the limit on one operation: the object's own `timeouts`, else the resource's default, else undefined. */
export function timeLimitOf(
  resource: ManagedResource,
  operation: TimedOperation,
  object: Body,
): TimeLimit | undefined {
  const fallback = resource.timeouts?.[operation];
  if (fallback === undefined) return undefined;
  const chosen = (object['timeouts'] as Readonly<Record<string, unknown>> | null | undefined)?.[operation];
  const text = typeof chosen === 'string' ? chosen : fallback;
  const ms = parseDuration(text);
  if (ms === undefined) {
    throw new RangeError(`the timeout "${text}" of ${resource.typeName} to ${operation} is not a duration`);
  }
  const equals = 'timeouts' in resource.schema.blocks ? '' : '= ';
  const adjustable = equals === '' || 'timeouts' in resource.schema.attributes;
  return {
    operation,
    ms,
    text,
    chosenBy: typeof chosen === 'string' ? 'practitioner' : 'provider',
    remedy: adjustable ? `timeouts ${equals}{ ${operation} = "${formatDuration(2 * ms)}" }` : undefined,
  };
}

interface Limited {
  readonly limit: TimeLimit | undefined;
  readonly clock: Clock;
  readonly context: Context;
  /** Completes "while …": `creating corner_thing`. */
  readonly doing: string;
}

/**
 * Runs one operation of a resource with a signal that also aborts when its time is up. The operation is not cut short,
 * because what it created would be lost. If it then ends with an error, the response explains the limit too.
 */
export async function withTimeLimit<A extends WithDiagnostics>(
  { limit, clock, context, doing }: Limited,
  work: (context: Context) => Promise<A>,
): Promise<A> {
  if (limit === undefined) return work(context);
  const done = new AbortController();
  const told = new AbortController();
  const follow = (): void => told.abort(context.signal.reason);
  if (context.signal.aborted) follow();
  else context.signal.addEventListener('abort', follow, { once: true });
  const reason = timeout(explain(limit, doing));
  void clock.sleep(limit.ms, done.signal).then(
    () => told.abort(reason),
    () => undefined, // The operation ended first.
  );
  const timedOut = (): boolean => told.signal.reason === reason;
  try {
    const answer = await work({ ...context, signal: told.signal });
    const diagnostics = answer.diagnostics ?? [];
    if (!timedOut() || !hasErrors(diagnostics)) return answer;
    const late: Diagnostic = {
      severity: 'error',
      summary: reason.summary,
      detail: `${reason.message} [${reason.code}]`,
    };
    return { ...answer, diagnostics: [...diagnostics, late] };
  } catch (thrown) {
    if (!timedOut() || thrown === reason) throw thrown;
    throw timeout(`${reason.message}\n\nIt ended with: ${messageOf(thrown)}`, thrown);
  } finally {
    done.abort();
    context.signal.removeEventListener('abort', follow);
  }
}

function timeout(message: string, cause?: unknown): TuneformError {
  return new TuneformError(message, { code: 'TIMEOUT', summary: 'Timeout', disposition: 'retryable', cause });
}

function explain({ text, chosenBy, operation, remedy }: TimeLimit, doing: string): string {
  const whose = chosenBy === 'practitioner' ? `set by timeouts.${operation}` : `the default to ${operation}`;
  const advice =
    remedy === undefined
      ? 'This resource does not let the configuration change it. Apply again to continue.'
      : `To allow more time, set ${remedy} in the resource, and apply again.`;
  return `While ${doing}, the time limit of ${text} was reached, ${whose}. ${advice}`;
}
