import type { Position, SearchSpace } from '../search-space';

/**
 * How positions become the coordinates a covariance measures distance in: a numeric parameter is its position on
 * [0, 1]; a categorical one is one-hot, scaled so that two different categories are a distance of 1 apart, like the
 * two ends of a numeric range. All coordinates of one parameter share one length scale. Each parent search has a coordinate
 * of its own, 1 for what it measured and 0 for all else: its length scale, fitted like the others, tells how alike the parent
 * and this search are, from the same function to none of each other's business (Swersky, Snoek and Adams, Multi-task Bayesian
 * optimization, 2013, with the similarity of tasks as a distance).
 */
export class Features {
  /** Number of coordinates. */
  readonly width: number;
  /** For each coordinate, the parameter or parent it belongs to. */
  readonly parameterOf: Int32Array;
  /** Number of parameters. */
  readonly parameters: number;
  /** Number of parents, whose length scales follow those of the parameters. */
  readonly parents: number;
  /** First coordinate of each parameter. */
  readonly offsets: Int32Array;
  private readonly space: SearchSpace;

  constructor(space: SearchSpace, parents = 0) {
    this.space = space;
    this.parameters = space.dimensions.length;
    this.parents = parents;
    const owners = space.dimensions.flatMap((dimension, index) =>
      Array.from({ length: dimension.kind === 'categorical' ? dimension.size : 1 }, () => index),
    );
    const ofParents = Array.from({ length: parents }, (_, index) => this.parameters + index);
    this.parameterOf = Int32Array.from([...owners, ...ofParents]);
    this.width = this.parameterOf.length;
    this.offsets = Int32Array.from(space.dimensions, (_, index) => owners.indexOf(index));
  }

  /** Number of length scales. */
  get scales(): number {
    return this.parameters + this.parents;
  }

  /**
   * Coordinates of a position, as this search or as a parent measures it. Integers are measured where they really are, not
   * where a relaxation put them.
   */
  of(position: Position, parent?: number): Float64Array {
    const coordinates = new Float64Array(this.width);
    this.space.dimensions.forEach((dimension, index) => {
      const at = position[index] ?? 0;
      const offset = this.offsets[index] ?? 0;
      if (dimension.kind === 'categorical') coordinates[offset + at] = Math.SQRT1_2;
      else coordinates[offset] = at;
    });
    if (parent !== undefined) coordinates[this.width - this.parents + parent] = 1;
    return coordinates;
  }
}
