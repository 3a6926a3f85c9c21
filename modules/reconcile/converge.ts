import { messageOf, TuneformError } from '../kernel';
import type { Clock } from '../kernel';
import { backoffMs } from './backoff';
import type { Random } from './backoff';
import type { ExternalClient } from './external-client';
import { reconcile } from './reconcile';
import type { ReconcileRequest, ReconcileResult } from './reconcile';

export interface ConvergeOptions<Status> {
  readonly clock: Clock;
  /** Deadline on the clock, milliseconds since the epoch; no new step begins after it. Absent: no limit. */
  readonly deadlineMs?: number | undefined;
  /**
   * How long calls may fail, in milliseconds, without one successful step. Waiting for an object is separate and may
   * take hours; this limits requests to a service that answers only with errors. Absent: until the deadline.
   */
  readonly failingMs?: number | undefined;
  /** Ends the waiting at once. Requested changes remain requested. */
  readonly signal: AbortSignal;
  /** Called after every step that did not end the convergence. */
  readonly onProgress?: ((progress: Progress<Status>) => void) | undefined;
  /** Spreads retries of callers that failed together. @default - no chance, waits are exact */
  readonly random?: Random | undefined;
}

export interface Progress<Status> {
  readonly status: Status | undefined;
  readonly because: string;
  readonly nextLookMs: number;
}

/**
 * How a convergence ended. `status` is always the last observed one, so that no outcome loses track of an object.
 *
 * - `converged`: the object is in the desired state (`status` is undefined if the desired state is absence).
 * - `timedOut`, `interrupted`: nothing is wrong; calling again continues. Timed out with an `error`: calls were
 *   failing.
 * - `failed`: the object is in a state that waiting does not improve (`reason` is the service's), or a call failed
 *   permanently (`error` is the thrown error).
 *
 * Errors are returned, not thrown, because a throw would lose the status. A failed call says nothing about the
 * object: without an `error` an observation found the object failed, with one it did not.
 */
export interface Convergence<Status> {
  readonly outcome: 'converged' | 'timedOut' | 'interrupted' | 'failed';
  readonly status: Status | undefined;
  readonly reason?: string;
  readonly error?: unknown;
  /** True if a change was requested and not refused: even without a status the object may exist or be changing. */
  readonly asked: boolean;
}

const RETRY_BASE_MS = 500;
const RETRY_CAP_MS = 30_000;
/** Returns the whole wait every time. */
const NO_CHANCE: Random = () => 1;

/**
 * Repeats {@link reconcile} until settled, failed, past the deadline or aborted. Waiting (nothing failed) follows the
 * observation's own hint. Retries (a call threw a retryable {@link TuneformError}) and repeated requests for the same
 * change back off exponentially. It takes at least one step unless the signal has already aborted, and one last step
 * at the deadline, so that the status is fresh.
 */
export async function converge<Spec, Status>(
  client: ExternalClient<Spec, Status>,
  request: ReconcileRequest<Spec>,
  options: ConvergeOptions<Status>,
): Promise<Convergence<Status>> {
  const { clock, signal, deadlineMs = Infinity, failingMs = Infinity, random = NO_CHANCE } = options;
  let status: Status | undefined;
  let asked = false;
  let failures = 0;
  let failingUntilMs = Infinity;
  let repeats = 0;
  let lastAction: string | undefined;

  for (;;) {
    if (hasAborted(signal)) return { outcome: 'interrupted', status, asked };
    let waitMs: number;
    let because: string;
    try {
      const step: ReconcileResult<Status> = await reconcile(client, request, signal);
      if (step.outcome === 'settled') return { outcome: 'converged', status: step.status, asked };
      if (step.outcome === 'failed') {
        return { outcome: 'failed', status: step.status, reason: step.reason, asked };
      }
      asked ||= step.action !== 'wait';
      // A newly requested object may not be readable yet: the previous status still names it.
      status = step.status ?? status;
      because = step.because;
      failures = 0;
      failingUntilMs = Infinity;
      repeats = step.action !== 'wait' && step.action === lastAction ? repeats + 1 : 0;
      lastAction = step.action;
      waitMs = repeats === 0 ? step.afterMs : backoffMs(repeats, retries(random));
    } catch (error) {
      asked ||= error instanceof TuneformError && error.outcome === 'unknown';
      if (hasAborted(signal)) return { outcome: 'interrupted', status, asked };
      const failure = { status, reason: messageOf(error), error, asked };
      if (!isRetryable(error)) return { outcome: 'failed', ...failure };
      if (failures === 0) failingUntilMs = clock.now() + failingMs;
      if (clock.now() >= Math.min(deadlineMs, failingUntilMs)) return { outcome: 'timedOut', ...failure };
      because = messageOf(error);
      waitMs = backoffMs(failures, retries(random));
      failures += 1;
    }
    const remaining = deadlineMs - clock.now();
    if (remaining <= 0) return { outcome: 'timedOut', status, reason: because, asked };
    const nextLookMs = Math.min(waitMs, remaining);
    options.onProgress?.({ status, because, nextLookMs });
    try {
      await clock.sleep(nextLookMs, signal);
    } catch (error) {
      if (hasAborted(signal)) return { outcome: 'interrupted', status, asked };
      throw error;
    }
  }
}

const retries = (random: Random) => ({ baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random });

function isRetryable(error: unknown): boolean {
  return error instanceof TuneformError && error.disposition === 'retryable';
}

/** A call, so that the compiler does not assume that the value stays the same across an await. */
function hasAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
