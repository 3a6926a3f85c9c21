import type { RandomStream } from './random-stream';
import type { SearchSpace } from './search-space';
import type { Suggestion } from './searcher';

const DRAWS_BEFORE_COUNTING = 64;
/** Spaces up to this size are listed when drawing keeps hitting used points; larger ones are never that full. */
const LISTABLE_SIZE = 200_000;

type Keys = Pick<ReadonlySet<string>, 'has'>;

/**
 * A random point, uniform on the ranges' scales, whose key is not in `used`; `undefined` when there is none. Keys in
 * `avoided` are used only when nothing else is left.
 */
export function unusedPoint(
  space: SearchSpace,
  keys: { readonly used: Keys; readonly avoided: ReadonlySet<string> },
  random: RandomStream,
): Suggestion | undefined {
  const { used, avoided } = keys;
  const rather = { has: (key: string) => used.has(key) || avoided.has(key) };
  return drawn(space, rather, random) ?? (avoided.size > 0 ? drawn(space, used, random) : undefined);
}

function drawn(space: SearchSpace, used: Keys, random: RandomStream): Suggestion | undefined {
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
