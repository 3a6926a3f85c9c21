/** Points as {@link Features} coordinates, with their values. */
export interface Observations {
  readonly points: readonly Float64Array[];
  /** Value of each point; where it was measured repeatedly, the mean. */
  readonly values: Float64Array;
  /** Absent where every point was measured once. */
  readonly repeats?: Repeats | undefined;
}

/** What the means of repeated measurements hide. */
export interface Repeats {
  /** Measurements of each point. */
  readonly counts: Float64Array;
  /** Sum of the squares of their distances from the point's mean. */
  readonly squares: Float64Array;
}

/**
 * Observations in which each point occurs once. A point that was measured `c` times keeps its mean, whose noise has a `c`-th of
 * the variance, and how far its measurements lie apart, which tells of the noise alone. Nothing is lost by it: mean and spread
 * hold all that the measurements say (Binois, Gramacy and Ludkovski, Practical heteroscedastic Gaussian process modeling for
 * large simulation experiments, 2018, section 3).
 */
export function gatherRepeats(points: readonly Float64Array[], values: Float64Array): Observations {
  const groups = new Map<string, { point: Float64Array; values: number[] }>();
  points.forEach((point, index) => {
    const key = point.join();
    const group = groups.get(key) ?? { point, values: [] };
    groups.set(key, group);
    group.values.push(values[index] ?? NaN);
  });
  if (groups.size === points.length) return { points, values };
  const gathered = [...groups.values()];
  const means = gathered.map((group) => sum(group.values) / group.values.length);
  return {
    points: gathered.map(({ point }) => point),
    values: Float64Array.from(means),
    repeats: {
      counts: Float64Array.from(gathered, (group) => group.values.length),
      squares: Float64Array.from(gathered, (group, index) =>
        sum(group.values.map((value) => (value - (means[index] ?? NaN)) ** 2)),
      ),
    },
  };
}

/** The observations of those numbers, in that order. */
export function selected(
  { points, values, repeats }: Observations,
  indices: readonly number[],
): Observations {
  const of = (list: Float64Array): Float64Array => Float64Array.from(indices, (index) => list[index] ?? NaN);
  return {
    points: indices.flatMap((index) => points[index] ?? []),
    values: of(values),
    repeats: repeats && { counts: of(repeats.counts), squares: of(repeats.squares) },
  };
}

/** Both lists of observations, which have no point in common. */
export function joined(a: Observations, b: Observations): Observations {
  const both = (first: Float64Array, second: Float64Array): Float64Array =>
    Float64Array.from([...first, ...second]);
  const [ofA, ofB] = [a, b].map(({ repeats, values }) => ({
    counts: repeats?.counts ?? new Float64Array(values.length).fill(1),
    squares: repeats?.squares ?? new Float64Array(values.length),
  })) as [Repeats, Repeats];
  return {
    points: [...a.points, ...b.points],
    values: both(a.values, b.values),
    repeats:
      (a.repeats ?? b.repeats) === undefined
        ? undefined
        : { counts: both(ofA.counts, ofB.counts), squares: both(ofA.squares, ofB.squares) },
  };
}

/** At most `limit` of the observations: the better half of the limit, and an even spread of the rest by their value. */
export function thinned(observations: Observations, limit: number): Observations {
  const { values } = observations;
  if (values.length <= limit) return observations;
  const order = [...values.keys()].sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN) || a - b);
  const best = order.slice(0, Math.floor(limit / 2));
  const rest = order.slice(best.length);
  const room = limit - best.length;
  const spread = Array.from({ length: room }, (_, k) => rest[Math.floor((k * rest.length) / room)] ?? 0);
  return selected(observations, [...best, ...spread]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
