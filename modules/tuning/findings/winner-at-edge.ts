import type { ParameterRange } from '../parameter-range';
import type { Finding, ReviewedDefinition, SearchReview } from './finding';
import { isFlat } from './flat-objective';
import { bestFirst, measured, short, trialsOf, within } from './measured';
import type { Measured } from './measured';
import { positionIn } from './position';
import { certaintyOf } from './least-squares';
import { separateRows } from './setting-features';

/** With fewer, the best few are too few to show a direction. */
const FEWEST = 15;

/** How near to the end of its range, on its scale, the winner has to be. By chance it is so near one of the ends in 6 of 100 cases, */
const EDGE = 0.03;

/** so the best fifth of all training jobs has to be near that end as well: on average in the outer fifth of the range. */
const BEST = 5;
const OUTER = 0.8;

/**
 * And the objective must still improve there: the slope at the end of a model of all training jobs, at twice its standard error.
 * The model has a curve for each hyperparameter, so that a best value near the end is told from one at the end, and explains
 * ranks, because a training that diverges would bend it otherwise.
 */
const CERTAIN = 2;
const MORE_THAN_WEIGHTS = 4;

/**
 * The winner has the smallest or largest value that it could have, and the next best ones are near: the search probably ended
 * at its border and not at its best. A categorical hyperparameter has no border. A border at 0 or 1 is often a natural one, and
 * the smallest integer above them too, so there it is a note.
 */
export function winnerAtEdge(review: SearchReview): readonly Finding[] {
  return review.definitions.flatMap((definition) => {
    const trials = measured(trialsOf(review, definition));
    if (trials.length < FEWEST || isFlat(trials)) return [];
    const ranked = bestFirst(trials, definition);
    const edges = definition.ranges
      .flatMap((range) => edgeOf(range, ranked))
      .filter((edge) => improvesAt(edge, definition, ranked));
    if (edges.length === 0) return [];
    return [findingOf(edges, ranked, definition)];
  });
}

interface Edge {
  readonly name: string;
  readonly side: 'smallest' | 'largest';
  readonly bound: number;
  readonly value: number;
  readonly isNatural: boolean;
}

function edgeOf(range: ParameterRange, ranked: readonly Measured[]): readonly Edge[] {
  if (range.kind === 'categorical' || range.max <= range.min) return [];
  const best = ranked.slice(0, Math.max(4, Math.ceil(ranked.length / BEST)));
  const values = best.map(({ hyperparameters }) => Number(hyperparameters[range.name] ?? NaN));
  const [value = NaN] = values;
  const places = values.map((one) => positionIn(range, one));
  const average = places.reduce((sum, place) => sum + place, 0) / places.length;
  const side =
    (places[0] ?? NaN) >= 1 - EDGE ? 'largest' : (places[0] ?? NaN) <= EDGE ? 'smallest' : undefined;
  if (side === undefined) return [];
  // NaN is not near either.
  if (!(side === 'largest' ? average >= OUTER : average <= 1 - OUTER)) return [];
  const bound = side === 'largest' ? range.max : range.min;
  return [{ name: range.name, side, bound, value, isNatural: bound === 0 || bound === 1 }];
}

function improvesAt(
  { name, side }: Edge,
  { ranges }: ReviewedDefinition,
  ranked: readonly Measured[],
): boolean {
  const { terms, rows } = separateRows(ranges, ranked);
  if (ranked.length < terms.length + MORE_THAN_WEIGHTS) return false;
  const outwards = side === 'largest' ? 1 : -1;
  // The derivative at the end of linear and squared terms, towards the outside.
  const share = terms.map((term) => (term.name === name ? (term.power === 1 ? outwards : 2) : 0));
  const certainty = certaintyOf(
    share,
    rows,
    ranked.map((_, rank) => rank),
  );
  return certainty !== undefined && certainty <= -CERTAIN;
}

function findingOf(
  edges: readonly Edge[],
  ranked: readonly Measured[],
  definition: ReviewedDefinition,
): Finding {
  const listed = edges.map(
    ({ name, side, bound, value }) =>
      `${name} = ${short(value)}, and the ${side} value of its range is ${short(bound)}`,
  );
  const wider = edges.map(({ name, side }) => `${side === 'largest' ? 'larger' : 'smaller'} ${name}`);
  const intro = within(definition);
  return {
    code: 'WINNER_AT_EDGE',
    summary: 'Winner at the Edge of the Search Space',
    severity: edges.every(({ isNatural }) => isNatural) ? 'note' : 'warning',
    evidence:
      `${intro}${intro === '' ? 'The' : 'the'} best of ${String(ranked.length)} completed training jobs, ` +
      `${ranked[0]?.trainingJobName ?? ''}, has ${listed.join('; ')}. The next best ones lie at the same end.`,
    remedy: `If ${wider.join(' and ')} can work, widen the range: the best value may lie beyond.`,
  };
}
