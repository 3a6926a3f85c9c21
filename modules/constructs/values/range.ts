import type { Scaling } from '../../tuning';

/** The allowed values of one hyperparameter; bounds are inclusive. */
export type Range =
  | {
      readonly kind: 'integer' | 'continuous';
      readonly min: number;
      readonly max: number;
      readonly scaling: Scaling;
    }
  | { readonly kind: 'categorical'; readonly values: readonly string[] };

/** Creates ranges. The key of a range is the hyperparameter's name. */
export const Range = {
  /** Whole numbers. `scaling` is 'Auto' by default: the service chooses. */
  integer(min: number, max: number, scaling: Scaling = 'Auto'): Range {
    return { kind: 'integer', min, max, scaling };
  },

  /** Real numbers. `scaling` is 'Auto' by default: the service chooses. */
  continuous(min: number, max: number, scaling: Scaling = 'Auto'): Range {
    return { kind: 'continuous', min, max, scaling };
  },

  /** Real numbers searched evenly by their logarithm, for a parameter whose order of magnitude matters. `min` > 0. */
  logarithmic(min: number, max: number): Range {
    return { kind: 'continuous', min, max, scaling: 'Logarithmic' };
  },

  /** Real numbers in [0, 1), searched finest close to 1, as for a momentum. */
  reverseLogarithmic(min: number, max: number): Range {
    return { kind: 'continuous', min, max, scaling: 'ReverseLogarithmic' };
  },

  /** One of a few words. */
  categorical(values: readonly string[]): Range {
    return { kind: 'categorical', values };
  },
} as const;
