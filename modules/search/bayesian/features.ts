import type { Position, SearchSpace } from '../search-space';

/**
 * How positions become the coordinates a covariance measures distance in: a numeric parameter is its position on
 * [0, 1]; a categorical one is one-hot, scaled so that two different categories are a distance of 1 apart, like the
 * two ends of a numeric range. All coordinates of one parameter share one length scale.
 */
export class Features {
  /** Number of coordinates. */
  readonly width: number;
  /** For each coordinate, the parameter it belongs to. */
  readonly parameterOf: Int32Array;
  /** Number of parameters, hence of length scales. */
  readonly parameters: number;
  /** First coordinate of each parameter. */
  readonly offsets: Int32Array;
  private readonly space: SearchSpace;

  constructor(space: SearchSpace) {
    this.space = space;
    this.parameters = space.dimensions.length;
    const owners = space.dimensions.flatMap((dimension, index) =>
      Array.from({ length: dimension.kind === 'categorical' ? dimension.size : 1 }, () => index),
    );
    this.parameterOf = Int32Array.from(owners);
    this.width = owners.length;
    this.offsets = Int32Array.from(space.dimensions, (_, index) => owners.indexOf(index));
  }

  /** Coordinates of a position. Integers are measured where they really are, not where a relaxation put them. */
  of(position: Position): Float64Array {
    const coordinates = new Float64Array(this.width);
    this.space.dimensions.forEach((dimension, index) => {
      const at = position[index] ?? 0;
      const offset = this.offsets[index] ?? 0;
      if (dimension.kind === 'categorical') coordinates[offset + at] = Math.SQRT1_2;
      else coordinates[offset] = at;
    });
    return coordinates;
  }
}
