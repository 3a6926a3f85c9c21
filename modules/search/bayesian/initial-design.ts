import { randomStream } from '../random-stream';
import type { Position, SearchSpace } from '../search-space';

/**
 * The `index`-th point of a sequence that fills the space evenly from the start: the Kronecker sequence of the
 * generalised golden ratio (Roberts, 2018), shifted by the seed so that different seeds start elsewhere.
 */
export function spaceFillingPoint(space: SearchSpace, seed: number, index: number): Position {
  const shift = randomStream(seed, SHIFT_STREAM);
  const ratio = goldenRatio(space.dimensions.length);
  return space.dimensions.map((dimension, d) => {
    const at = shift.next() + (index + 1) * ratio ** -(d + 1);
    return dimension.sample(at - Math.floor(at));
  });
}

/** Far from the streams that number trials. */
const SHIFT_STREAM = 0xffffffff;

/** The positive root of x^(d+1) = x + 1. */
function goldenRatio(d: number): number {
  let x = 1.5;
  for (let step = 0; step < 64; step += 1) x = (1 + x) ** (1 / (d + 1));
  return x;
}
