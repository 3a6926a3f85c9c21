import { isAwsError } from '../../aws';
import type { BoardEntry } from '../../aws';
import { messageOf } from '../../kernel';
import { parseDuration } from '../../plugin';
import type { ApplyResult, Context } from '../../plugin';
import type { Convergence } from '../../reconcile';
import type { Configured } from '../configured';
import { awaitSearch } from './await-search';
import type { championSchema } from './schema';
import { noWinnerWarning, searchMissingWarning, waitingWarning } from './search-warnings';
import { settleChampion, waitingChampion } from './settle-champion';
import type { ChampionFinalPlan, ChampionState, Contender } from './types';

const DEFAULT_TIMEOUT_MS = 600_000;
/** A description may lag behind a launch for some seconds; the local cloud's does not. */
const ABSENT_AFTER_MS = { aws: 20_000, local: 1_000 } as const;

type Result = ApplyResult<typeof championSchema>;

interface Decision {
  readonly planned: ChampionFinalPlan;
  readonly current: Contender | null;
  readonly configured: Configured;
}

/**
 * Waits and settles. Whatever keeps it from settling (time, an interrupt, expired credentials) is a success with a
 * warning: the search goes on, and the next refresh or apply picks it up.
 */
export async function decideChampion(
  { planned, current, configured }: Decision,
  { signal, logger }: Context,
): Promise<Result> {
  const { session, board } = configured;
  const question = planned as unknown as ChampionState;
  const name = question.tuning_job_names.at(-1) ?? '';
  const pollMs = parseDuration(question.wait?.poll ?? '');
  const waiting = (sentence: string): Result => ({
    state: { ...question, id: question.name, ...waitingChampion(current, sentence) },
    diagnostics: [waitingWarning(sentence)],
  });
  // Only another apply launches it, so waiting in this one is for nothing.
  if (configured.pendingLaunches.has(name)) return waiting(`tuning job ${name} waits for capacity`);
  const end = await awaitSearch(board, {
    tuningJobName: name,
    timeoutMs: parseDuration(question.wait?.timeout ?? '') ?? DEFAULT_TIMEOUT_MS,
    absentAfterMs: ABSENT_AFTER_MS[session.settings.target],
    ...(pollMs !== undefined && pollMs > 0 && { pollMs }),
    clock: session.clock,
    signal,
    onProgress: (entry) => logger.debug('waiting for tuning job', { name, ...entry }),
  });
  if (end.outcome !== 'converged') return waiting(unsettled(end, name));
  const { status: seen } = end;
  try {
    const decided = await settleChampion(
      session,
      { question, status: seen?.status ?? 'Missing', current },
      signal,
    );
    const winnerless = decided.candidate === null;
    return {
      state: { ...question, id: question.name, ...decided },
      diagnostics: [
        ...(seen === undefined ? [searchMissingWarning(name)] : []),
        ...(seen !== undefined && winnerless ? [noWinnerWarning(name, seen, decided.because)] : []),
      ],
    };
  } catch (error) {
    if (!signal.aborted && !isAwsError(error, 'credentials expired', 'interrupted')) throw error;
    return waiting(unsettled({ outcome: 'interrupted', status: seen, reason: messageOf(error) }, name));
  }
}

/** Why the champion is not decided, in one sentence. Rejects what no later apply would get over. */
function unsettled(end: Omit<Convergence<BoardEntry>, 'asked'>, name: string): string {
  const expired = isAwsError(end.error, 'credentials expired');
  if (end.outcome === 'failed' && !expired) throw end.error;
  const why = expired
    ? 'the credentials expired while waiting'
    : end.outcome === 'interrupted'
      ? 'Terraform was interrupted while waiting'
      : 'the wait timed out';
  if (end.status === undefined) return `tuning job ${name} has not been seen yet; ${why}`;
  const { status, completed } = end.status;
  return `tuning job ${name} goes on (status ${status}, ${String(completed)} training jobs completed); ${why}`;
}
