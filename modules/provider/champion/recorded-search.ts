import { sameValue } from '../../plugin';
import { newestSearch } from '../../tuning';
import type { Objective, SearchSight } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { soughtObjective } from './own-objective';
import type { ChampionState, Question } from './types';

type Asked = Pick<Question, 'objective' | 'tuning_job_names'>;

interface Known {
  readonly prior: ChampionState | null;
  readonly configured: ProviderData | undefined;
  readonly signal: AbortSignal;
}

/** Returns what a plan judges the newest search by, if it is known. A new champion waits, whatever its search was asked for. */
export async function objectiveToJudgeBy(
  asked: Asked,
  { prior, configured, signal }: Known,
): Promise<Objective | undefined> {
  if (asked.objective === null && prior === null) return undefined;
  return configured === undefined
    ? ((asked.objective as Objective | null) ?? undefined)
    : (await soughtObjective(configured.session, asked, signal)).objective;
}

/** Returns whether the champion was not chosen from these tuning jobs by this objective, whether it was named or the search's own. */
export async function isNewSearch(asked: Asked, prior: ChampionState | null, known: Known): Promise<boolean> {
  if (prior === null) return true;
  if (!sameValue(newestSearch(asked.tuning_job_names), newestSearch(prior.tuning_job_names))) return true;
  if (sameValue(asked.objective, prior.objective)) return false;
  const [now, before] = [await objectiveToJudgeBy(asked, known), await objectiveToJudgeBy(prior, known)];
  return !sameValue(now, before);
}

/** A decided champion whose private bytes are lost: what state says of the search. */
export function recorded(
  prior: ChampionState | null,
  objective: Objective | undefined,
): SearchSight | undefined {
  if (prior === null || prior.status === 'InProgress') return undefined;
  const { status, candidate, because } = prior;
  return {
    tuning_job_names: newestSearch(prior.tuning_job_names),
    objective,
    end: status === 'NoWinner' ? 'Completed' : (status as SearchSight['end']),
    contenders: candidate === null ? [] : [candidate],
    complete: candidate === null,
    absence: candidate === null ? because : null,
    earlier: [],
  };
}
