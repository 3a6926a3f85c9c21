import type { RandomStream } from './random-stream';
import type { SearchSpace } from './search-space';
import type { Suggestion } from './searcher';

const DRAWS_BEFORE_COUNTING = 64;
/** Spaces up to this size are listed when drawing keeps hitting used points; larger ones are never that full. */
const LISTABLE_SIZE = 200_000;

/** A random point, uniform on the ranges' scales, whose key is not in `used`; `undefined` when there is none. */
export function unusedPoint(
  space: SearchSpace,
  used: Pick<ReadonlySet<string>, 'has'>,
  random: RandomStream,
): Suggestion | undefined {
  for (let draw = 0; draw < DRAWS_BEFORE_COUNTING; draw += 1) {
    const point = space.decode(space.dimensions.map((dimension) => dimension.sample(random.next())));
    if (!used.has(space.keyOf(point))) return point;
  }
  if (space.size > LISTABLE_SIZE) return undefined;
  const free: number[] = [];
  for (let index = 0; index < space.size; index += 1) {
    if (!used.has(space.keyOf(space.pointAt(index)))) free.push(index);
  }
  const chosen = free[Math.floor(random.next() * free.length)];
  return chosen === undefined ? undefined : space.pointAt(chosen);
}
