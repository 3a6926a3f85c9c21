import { patiently } from '../../aws';
import type { Context, ReadRequest, ReadResult } from '../../plugin';
import { chooseChampion, isTerminal, newestSearch } from '../../tuning';
import type { TuningJobStatus } from '../../tuning';
import { artifactMissingWarnings } from '../missing-artifact';
import type { ProviderData } from '../provider-data';
import { hasLeftTrials } from './has-left-trials';
import { decodeKept, encodeKept, hasSeen, rememberSeen, withSight } from './kept';
import type { Kept } from './kept';
import { lookAtSearch } from './look-at-search';
import { controlOf, standingOf } from './question';
import { soughtObjective } from './own-objective';
import { decisionWarnings, promotedArtifact } from './review-champion';
import type { championSchema } from './schema';
import { laggingWarning, objectiveNeeded } from './search-warnings';
import type { ChampionState } from './types';

/**
 * Looks whether the newest search of an undecided champion has ended. State stays as it is: what was seen goes to the private
 * bytes, and the plan turns it into a planned change.
 */
export async function readChampion(
  { state, configured, private: bytes }: ReadRequest<typeof championSchema, ProviderData>,
  { signal, logger }: Context,
): Promise<ReadResult<typeof championSchema>> {
  if (state.status !== 'InProgress' && state.status !== 'Missing') return { state };
  const before = decodeKept(bytes);
  const { ends, kept, isUnlaunched } = await lookAtJobs(state, { configured, before, signal });
  // The record of a decided search may come late; until then nothing is new.
  if (state.status === 'Missing' && [...ends.values()].includes('Missing')) return { state };
  const unseen = { state, private: encodeKept(withSight(kept, undefined)) };
  const isRunning = [...ends.values()].some((status) => status !== 'Missing' && !isTerminal(status));
  if (isUnlaunched || isRunning) return unseen;
  const { session, prices } = configured;
  const sought = await patiently(session, signal, () => soughtObjective(session, state, signal));
  if (sought.several !== undefined) {
    return { ...unseen, diagnostics: [objectiveNeeded(sought.several)] };
  }
  const search = {
    tuningJobNames: state.tuning_job_names,
    sought,
    ends,
    hasChampion: state.current !== null,
    reject: state.reject ?? [],
    prices,
  };
  const look = await patiently(session, signal, () => lookAtSearch(session, search, signal));
  if (look.kind === 'lagging') return { ...unseen, diagnostics: [laggingWarning(look.because)] };
  const choice = chooseChampion(controlOf(state, null), standingOf(state, kept), look.sight, '');
  const isPromoted = choice.verdict === 'promote';
  return {
    state,
    private: encodeKept(withSight(kept, look.sight)),
    diagnostics: [
      ...(await decisionWarnings({ question: state, ends, look, choice }, { session, signal, logger })),
      ...(isPromoted
        ? await artifactMissingWarnings(session, promotedArtifact(state.name, choice), signal)
        : []),
    ],
  };
}

/** Returns the status of each tuning job of the newest search, and whether one may not be launched yet. */
async function lookAtJobs(
  state: ChampionState,
  {
    configured,
    before,
    signal,
  }: { readonly configured: ProviderData; readonly before: Kept; readonly signal: AbortSignal },
) {
  const { board, session } = configured;
  const ends = new Map<string, TuningJobStatus | 'Missing'>();
  let kept = before;
  let isUnlaunched = false;
  for (const name of newestSearch(state.tuning_job_names)) {
    const seen = await board.look(name, signal);
    ends.set(name, seen?.status ?? 'Missing');
    if (seen !== undefined) kept = rememberSeen(name, kept);
    // A job that this champion never saw, and that left nothing behind, may not be launched yet; the next refresh tells.
    else if (!hasSeen(name, before) && !(await hasLeftTrials(session, name, signal))) {
      isUnlaunched = true;
    }
  }
  return { ends, kept, isUnlaunched };
}
