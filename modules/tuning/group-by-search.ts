import { isOfSameSearch } from './tuning-job-name';

/**
 * Returns the names of tuning jobs by search, in the order of the list: neighbours that belong to the same search form one
 * group. A name that Tuneform did not make is a search of its own.
 */
export function groupBySearch(names: readonly string[]): readonly (readonly string[])[] {
  const searches: string[][] = [];
  for (const name of names) {
    const latest = searches.at(-1);
    if (latest?.[0] !== undefined && isOfSameSearch(latest[0], name)) latest.push(name);
    else searches.push([name]);
  }
  return searches;
}

/** Returns the tuning jobs of the newest search; empty for none. */
export function newestSearch(names: readonly string[]): readonly string[] {
  return groupBySearch(names).at(-1) ?? [];
}
