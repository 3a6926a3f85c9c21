import type { RandomStream } from '../random-stream';
import type { SearchSpace } from '../search-space';
import type { Acquisition } from './acquisition';
import type { Features } from './features';
import { minimizeInBox } from './minimize-in-box';

/** Points screened anywhere in the space, and around each of the best trials. */
const SCREENED_ANYWHERE = 256;
const SCREENED_NEARBY = 40;
const INCUMBENTS = 3;
/** Points climbed from, and evaluations for one climb. */
const CLIMBS = 4;
const MAX_CLIMB_EVALUATIONS = 40;
/** Neighbours lie at distances from the first down to a thousandth of it, as shares of a range. */
const WIDEST_NEIGHBOURHOOD = 0.3;
/** Starts closer than this along every parameter would climb the same hill. */
const SAME_HILL = 0.02;
const MAX_SETTLING_ROUNDS = 3;

interface Candidate {
  readonly position: number[];
  readonly score: number;
}

export interface AcquisitionProblem {
  readonly space: SearchSpace;
  readonly features: Features;
  readonly acquisition: Acquisition;
  /** Positions of the best trials so far, best first. */
  readonly incumbents: readonly (readonly number[])[];
  /** True when a position may be suggested. */
  readonly isNew: (position: readonly number[]) => boolean;
  readonly random: RandomStream;
}

/**
 * The most worthwhile new position: screens points everywhere and around the best trials, climbs from the most
 * promising ones, and settles integers and categories by trying their neighbours. `undefined` when all were used.
 */
export function maximizeAcquisition(problem: AcquisitionProblem): readonly number[] | undefined {
  const screened = screen(problem).sort((a, b) => b.score - a.score);
  const starts = distinctStarts(screened);
  const climbed = starts.map((start) => climb(start, problem));
  const ranked = [...climbed, ...screened].sort((a, b) => b.score - a.score);
  return ranked.find((candidate) => problem.isNew(candidate.position))?.position;
}

function screen(problem: AcquisitionProblem): Candidate[] {
  const { space, incumbents, random } = problem;
  const candidates: Candidate[] = [];
  for (let k = 0; k < SCREENED_ANYWHERE; k += 1) {
    candidates.push(
      scored(
        space.dimensions.map((dimension) => dimension.sample(random.next())),
        problem,
      ),
    );
  }
  for (const incumbent of incumbents.slice(0, INCUMBENTS)) {
    for (let k = 0; k < SCREENED_NEARBY; k += 1) {
      const radius = WIDEST_NEIGHBOURHOOD * 10 ** (-3 * (k / SCREENED_NEARBY));
      candidates.push(scored(neighbour(incumbent, radius, problem), problem));
    }
  }
  return candidates;
}

/** Each coordinate moves with a chance of at least one in two; one always does. */
function neighbour(
  centre: readonly number[],
  radius: number,
  { space, random }: AcquisitionProblem,
): number[] {
  const count = space.dimensions.length;
  const always = Math.floor(random.next() * count);
  return space.dimensions.map((dimension, index) => {
    const at = centre[index] ?? 0;
    if (index !== always && random.next() < 0.5) return at;
    if (dimension.kind === 'categorical') {
      return random.next() < 0.3 ? dimension.sample(random.next()) : at;
    }
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    return dimension.snap(Math.min(1, Math.max(0, at + radius * normal)));
  });
}

function scored(position: number[], { features, acquisition }: AcquisitionProblem): Candidate {
  return { position, score: acquisition.at(features.of(position)) };
}

/** The best candidates that are not almost the same point. */
function distinctStarts(sorted: readonly Candidate[]): readonly Candidate[] {
  const starts: Candidate[] = [];
  for (const candidate of sorted) {
    if (starts.length === CLIMBS) break;
    const near = starts.some((start) =>
      start.position.every((at, index) => Math.abs(at - (candidate.position[index] ?? 0)) < SAME_HILL),
    );
    if (!near) starts.push(candidate);
  }
  return starts;
}

function climb(start: Candidate, problem: AcquisitionProblem): Candidate {
  const { dimensions } = problem.space;
  const numeric = indicesWhere(dimensions.map((dimension) => dimension.kind !== 'categorical'));
  const continuous = indicesWhere(dimensions.map((dimension) => dimension.kind === 'continuous'));
  let best = start;
  if (numeric.length > 0) best = better(best, ascend(best, numeric, problem));
  if (continuous.length === dimensions.length) return best;
  for (let round = 0; round < MAX_SETTLING_ROUNDS; round += 1) {
    const settled = settleDiscrete(best, problem);
    if (settled === best) break;
    best = continuous.length > 0 ? better(settled, ascend(settled, continuous, problem)) : settled;
  }
  return best;
}

/** Gradient ascent over some coordinates; integers are relaxed on the way and rounded at the end. */
function ascend(start: Candidate, moving: readonly number[], problem: AcquisitionProblem): Candidate {
  const { space, features, acquisition } = problem;
  const x = features.of(start.position);
  const slots = moving.map((index) => features.offsets[index] ?? 0);
  const full = new Float64Array(features.width);
  const result = minimizeInBox(
    (part, gradient) => {
      slots.forEach((slot, k) => (x[slot] = part[k] ?? 0));
      const value = acquisition.withGradient(x, full);
      slots.forEach((slot, k) => (gradient[k] = -(full[slot] ?? 0)));
      return -value;
    },
    Float64Array.from(moving, (index) => start.position[index] ?? 0),
    {
      box: { lower: new Float64Array(moving.length), upper: new Float64Array(moving.length).fill(1) },
      maxEvaluations: MAX_CLIMB_EVALUATIONS,
    },
  );
  const position = [...start.position];
  moving.forEach((index, k) => {
    position[index] = space.dimensions[index]?.snap(result.x[k] ?? 0) ?? 0;
  });
  return scored(position, problem);
}

/** Tries every category and the neighbouring integers, one parameter at a time, keeping what is better. */
function settleDiscrete(start: Candidate, problem: AcquisitionProblem): Candidate {
  let best = start;
  problem.space.dimensions.forEach((dimension, index) => {
    for (const at of discreteNeighbours(dimension, best.position[index] ?? 0)) {
      const position = [...best.position];
      position[index] = at;
      best = better(best, scored(position, problem));
    }
  });
  return best;
}

type Dimension = SearchSpace['dimensions'][number];

function discreteNeighbours(dimension: Dimension, at: number): readonly number[] {
  if (dimension.kind === 'continuous') return [];
  if (dimension.kind === 'categorical') return Array.from({ length: dimension.size }, (_, k) => k);
  const value = Number(dimension.decode(at));
  return [-1, 1].flatMap((step) => dimension.encode(String(value + step)) ?? []);
}

function better(a: Candidate, b: Candidate): Candidate {
  return b.score > a.score ? b : a;
}

function indicesWhere(flags: readonly boolean[]): readonly number[] {
  return flags.flatMap((flag, index) => (flag ? [index] : []));
}
