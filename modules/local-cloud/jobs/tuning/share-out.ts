/** One of those that share. */
export interface Sharer {
  /** How many it has had already. */
  readonly had: number;
  /** How many more it can take; Infinity if that is not known to be limited. */
  readonly most: number;
}

/** Returns how many of `count` each gets: always the one that has had fewest, of equals the first. */
export function shareOut(sharers: readonly Sharer[], count: number): readonly number[] {
  const shares = sharers.map(() => 0);
  for (let left = count; left > 0; left -= 1) {
    let next: number | undefined;
    for (const [at, { had, most }] of sharers.entries()) {
      const share = shares[at] ?? 0;
      if (share >= most) continue;
      const least = next === undefined ? Infinity : (sharers[next]?.had ?? 0) + (shares[next] ?? 0);
      if (had + share < least) next = at;
    }
    if (next === undefined) break;
    shares[next] = (shares[next] ?? 0) + 1;
  }
  return shares;
}
