import { sameValue } from '../../plugin';
import { isOfSameSearch, newestSearch } from '../../tuning';
import type { Contender, Objective, SearchSight } from '../../tuning';
import type { Question } from './types';

/** How many earlier champions state keeps. */
const MOST_PREVIOUS = 10;

/** What was seen of a search. */
export interface Sight extends SearchSight {
  /** Whether its objective is what the search itself was asked for; otherwise the configuration names it. */
  readonly own?: true;
}

/** The content of a champion's private bytes, which no plan shows. */
export interface Kept {
  /** The provider's owner at the last apply. */
  readonly owner?: string;
  /** The tuning jobs of the newest search that the champion has seen; absent until it has seen one. */
  readonly seen?: readonly string[];
  /** What a refresh or an apply saw of the newest search after its end; absent until then. */
  readonly sight?: Sight;
  /** Earlier champions, newest first: the records of `previous_winners`. */
  readonly previous?: readonly Contender[];
}

export function encodeKept(kept: Kept): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(kept));
}

export function decodeKept(bytes: Uint8Array | undefined): Kept {
  if (bytes === undefined || bytes.length === 0) return {};
  return JSON.parse(new TextDecoder().decode(bytes)) as Kept;
}

/** Adds a tuning job that the champion has seen. Those of an earlier search are forgotten. */
export function rememberSeen(tuningJobName: string, kept: Kept): Kept {
  const siblings = (kept.seen ?? []).filter(
    (name) => name !== tuningJobName && isOfSameSearch(name, tuningJobName),
  );
  return { ...kept, seen: [...siblings, tuningJobName] };
}

/** Returns whether the champion has seen the tuning job, so that its absence means that its record was deleted. */
export function hasSeen(tuningJobName: string, { seen }: Kept): boolean {
  return seen?.includes(tuningJobName) === true;
}

/** Replaces what was seen of the newest search after its end; `undefined` forgets it. */
export function withSight({ sight: _, ...kept }: Kept, sight: Kept['sight']): Kept {
  return sight === undefined ? kept : { ...kept, sight };
}

/**
 * Returns what was seen of the newest of these searches, judged by this objective, or by the search's own if there is none.
 *
 * @param own the search's own objective, if it is known otherwise.
 */
export function sightOf(
  { sight }: Kept,
  { tuning_job_names: names, objective }: Pick<Question, 'tuning_job_names' | 'objective'>,
  own?: Objective,
): SearchSight | undefined {
  if (sight === undefined || !sameValue(sight.tuning_job_names, newestSearch(names))) return undefined;
  const isOwn = objective === null && sight.own === true;
  return isOwn || sameValue(sight.objective, objective ?? own) ? sight : undefined;
}

/** Returns the earlier champions after a choice, newest first. */
export function previousAfter<T>(
  previous: readonly T[],
  {
    before,
    after,
    nameOf,
  }: { readonly before: T | null; readonly after: T | null; readonly nameOf: (one: T) => string },
): readonly T[] {
  if (before === null || (after !== null && nameOf(before) === nameOf(after))) return previous;
  const others = previous.filter((one) => nameOf(one) !== nameOf(before));
  return [before, ...others]
    .filter((one) => after === null || nameOf(one) !== nameOf(after))
    .slice(0, MOST_PREVIOUS);
}
