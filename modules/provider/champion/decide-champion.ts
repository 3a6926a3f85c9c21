import { hasTrials, isAwsError } from '../../aws';
import type { AwsSession, BoardEntry } from '../../aws';
import { parseDuration } from '../../plugin';
import type { ApplyResult, Context } from '../../plugin';
import type { Convergence } from '../../reconcile';
import { artifactMissingWarnings } from '../missing-artifact';
import type { ProviderData } from '../provider-data';
import { awaitAgreement } from './await-agreement';
import { awaitSearch } from './await-search';
import type { championSchema } from './schema';
import { confirmed, hasSeen, rememberSeen } from './refreshed-promotion';
import { decisionWarnings } from './review-champion';
import { laggingWarning, waitingWarning } from './search-warnings';
import { newestSearch, promotedArtifact, waitingChampion } from './settle-champion';
import type { Settled, TuningJobEnds } from './settle-champion';
import type { ChampionFinalPlan, Contender } from './types';

const DEFAULT_TIMEOUT_MS = 600_000;
/** How long to look for an absent search. On AWS a description may lag some seconds behind a launch; locally it does not. */
const ABSENT_AFTER_MS = { aws: 20_000, local: 1_000 } as const;

type Result = ApplyResult<typeof championSchema>;

interface Decision {
  readonly planned: ChampionFinalPlan;
  readonly current: Contender | null;
  readonly configured: ProviderData;
  /** The champion's private bytes. */
  readonly kept: Uint8Array | undefined;
}

/**
 * Waits for the search and decides the champion. If the time runs out, Terraform is interrupted or the credentials expire,
 * it succeeds with a warning: the search continues, and the next refresh or apply decides. The same holds for a search that
 * does not exist and that nothing proves to have existed.
 */
export async function decideChampion(
  { planned, current, configured, kept: before }: Decision,
  { signal, logger }: Context,
): Promise<Result> {
  const { session, board } = configured;
  const question = planned;
  const names = newestSearch(question);
  const pollMs = parseDuration(question.wait?.poll ?? '');
  let kept = confirmed(configured.owner, before);
  const undecided = (sentence: string, warning = waitingWarning): Result => ({
    state: { ...question, id: question.name, ...waitingChampion(current, sentence) },
    private: kept,
    diagnostics: [warning(sentence)],
  });
  const timeoutMs = parseDuration(question.wait?.timeout ?? '') ?? DEFAULT_TIMEOUT_MS;
  const deadlineMs = session.clock.now() + timeoutMs;
  const waits = await Promise.all(
    names.map(async (name) => ({
      name,
      end: await awaitSearch(board, {
        tuningJobName: name,
        timeoutMs,
        absentAfterMs: Math.min(timeoutMs, ABSENT_AFTER_MS[session.settings.target]),
        ...(pollMs !== undefined && pollMs > 0 && { pollMs }),
        clock: session.clock,
        random: session.random,
        signal,
        onProgress: (entry) => logger.debug('waiting for tuning job', { name, ...entry }),
      }),
    })),
  );
  for (const { name, end } of waits) if (end.status !== undefined) kept = rememberSeen(name, kept);
  const waiting = waits.filter(({ end }) => end.outcome !== 'converged');
  if (waiting.length > 0) return undecided(waiting.map(({ name, end }) => unsettled(end, name)).join('; '));
  for (const { name, end } of waits) {
    if (end.status !== undefined || hasSeen(name, kept) || (await leftTrials(session, name, signal))) {
      continue;
    }
    // Only another apply launches it, so waiting longer in this one would achieve nothing.
    return undecided(
      `tuning job ${name} does not exist yet: it waits for capacity, or its launch is not confirmed`,
    );
  }
  const ends: TuningJobEnds = new Map(waits.map(({ name, end }) => [name, end.status?.status ?? 'Missing']));
  const settlement = { question, ends, current, prices: configured.prices };
  const agreement = await awaitAgreement(session, settlement, { deadlineMs, signal });
  const settled = agreement.status;
  if (settled?.kind === 'settled') {
    const { decided } = settled;
    return {
      state: { ...question, id: question.name, ...decided },
      private: kept,
      diagnostics: [
        ...(await decisionWarnings(
          { question, ends, settled, fails: question.fail_on === 'no_winner' },
          { session, signal, logger },
        )),
        ...(await artifactMissingWarnings(session, promotedArtifact(question.name, decided), signal)),
      ],
    };
  }
  if (settled !== undefined && agreement.outcome === 'timedOut') {
    return undecided(settled.because, laggingWarning);
  }
  return undecided(unread(agreement, names));
}

/** The proof that a search without a record was launched. A caller who may not list training jobs has none. */
async function leftTrials(session: AwsSession, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await hasTrials(session, name, signal);
  } catch {
    return false;
  }
}

/** Returns why a search that has ended could not be read. Throws errors that a later apply would meet again. */
function unread(end: Convergence<Settled>, names: readonly string[]): string {
  const expired = isAwsError(end.error, 'credentials expired', 'interrupted');
  if (end.outcome === 'failed' && !expired) throw end.error;
  const why = end.reason ?? 'Terraform was interrupted';
  const jobs = names.map((name) => `tuning job ${name}`).join(' and ');
  return `${jobs} ${names.length === 1 ? 'has' : 'have'} ended, but the training jobs could not be read: ${why}`;
}

/** Returns why the champion is undecided, as a sentence. Throws errors that a later apply would meet again. */
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
  return `tuning job ${name} is still running (status ${status}, ${String(completed)} training jobs completed); ${why}`;
}
