import { sameValue } from '../../plugin';
import { isOfSameSearch, newestSearch } from '../../tuning';
import type { Contender, Objective, SearchSight } from '../../tuning';

/** How many earlier champions state keeps. */
const MOST_PREVIOUS = 10;

/** The content of a champion's private bytes, which no plan shows. */
export interface Kept {
  /** The provider's owner at the last apply. */
  readonly owner?: string;
  /** The tuning jobs of the newest search that the champion has seen; absent until it has seen one. */
  readonly seen?: readonly string[];
  /** What a refresh or an apply saw of the newest search after its end; absent until then. */
  readonly sight?: SearchSight & { readonly objective: Objective };
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

/** Returns what was seen of the newest of these searches, judged by this objective. */
export function sightOf(
  { sight }: Kept,
  asked: { readonly tuning_job_names: readonly string[]; readonly objective: Objective },
): SearchSight | undefined {
  const isAsked =
    sight !== undefined &&
    sameValue(sight.tuning_job_names, newestSearch(asked.tuning_job_names)) &&
    sameValue(sight.objective, asked.objective);
  return isAsked ? sight : undefined;
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
