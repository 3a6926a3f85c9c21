import type { BoardEntry } from '../../aws';
import { isAwsError } from '../../aws';
import type { Diagnostic } from '../../kernel';
import { parseDuration } from '../../plugin';
import type { Context } from '../../plugin';
import type { Convergence } from '../../reconcile';
import { newestSearch } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { awaitSearch } from './await-search';
import { awaitSight } from './await-sight';
import { hasLeftTrials } from './has-left-trials';
import { hasSeen, rememberSeen } from './kept';
import type { Kept } from './kept';
import type { Look, TuningJobEnds } from './look-at-search';
import { soughtObjective } from './own-objective';
import { laggingWarning, objectiveNeeded, waitingWarning } from './search-warnings';
import type { ChampionFinalPlan, ChampionState } from './types';

const DEFAULT_TIMEOUT_MS = 600_000;
/** How long to look for an absent search. On AWS a description may lag some seconds behind a launch; locally it does not. */
const ABSENT_AFTER_MS = { aws: 20_000, local: 1_000 } as const;

/** The newest search after its end, or why the champion stays undecided. */
export type End = { readonly kept: Kept } & (
  | { readonly kind: 'ended'; readonly look: Extract<Look, { kind: 'seen' }>; readonly ends: TuningJobEnds }
  | { readonly kind: 'undecided'; readonly because: string; readonly warning: Diagnostic }
);

interface Waiting {
  readonly prior: ChampionState | null;
  readonly kept: Kept;
  readonly configured: ProviderData;
  /** Whether this apply chooses; otherwise it waits only as long as it is told to. */
  readonly mayChoose: boolean;
}

/** Waits for the newest search, within the time allowed, and looks at it. Changes nothing. */
export async function awaitEnd(
  planned: ChampionFinalPlan,
  { prior, kept: before, configured, mayChoose }: Waiting,
  { signal, logger }: Context,
): Promise<End> {
  const { session, board, prices } = configured;
  const names = newestSearch(planned.tuning_job_names);
  const pollMs = parseDuration(planned.wait?.poll ?? '');
  let kept = before;
  const undecided = (because: string, warning = waitingWarning): End => ({
    kind: 'undecided',
    kept,
    because,
    warning: warning(because),
  });
  const unlessTold = mayChoose ? DEFAULT_TIMEOUT_MS : 0;
  const timeoutMs = parseDuration(planned.wait?.timeout ?? '') ?? unlessTold;
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
    if (end.status !== undefined || hasSeen(name, kept) || (await hasLeftTrials(session, name, signal))) {
      continue;
    }
    // Only another apply launches it, so waiting longer in this one would achieve nothing.
    return undecided(
      `tuning job ${name} does not exist yet: it waits for capacity, or its launch is not confirmed`,
    );
  }
  const ends: TuningJobEnds = new Map(waits.map(({ name, end }) => [name, end.status?.status ?? 'Missing']));
  const sought = await soughtObjective(session, planned, signal);
  if (sought.several !== undefined) return undecided(sought.several, objectiveNeeded);
  const agreement = await awaitSight(
    session,
    {
      tuningJobNames: planned.tuning_job_names,
      sought,
      ends,
      hasChampion: (prior?.current ?? null) !== null,
      reject: planned.reject ?? [],
      prices,
    },
    { deadlineMs, signal },
  );
  const look = agreement.status;
  if (look?.kind === 'seen') return { kind: 'ended', kept, look, ends };
  if (look !== undefined && agreement.outcome === 'timedOut') return undecided(look.because, laggingWarning);
  return undecided(unread(agreement, names));
}

/** Returns why a search that has ended could not be read. Throws errors that a later apply would meet again. */
function unread(end: Convergence<Look>, names: readonly string[]): string {
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
