import type { ExactNumber } from './exact-number';

/** What is already certain about a value that is not known yet. Terraform may narrow, never widen it. */
export interface Refinement {
  /** `true`: certainly not null. */
  readonly notNull?: boolean;
  /** The final string starts with this. */
  readonly prefix?: string;
  /** Inclusive bounds of a collection's length. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Bounds of a number. */
  readonly lower?: NumberBound;
  readonly upper?: NumberBound;
}

export interface NumberBound {
  readonly bound: number | ExactNumber;
  readonly inclusive: boolean;
}

/**
 * A placeholder for a value that is decided only while applying. It is neither null nor any particular value:
 * code that reads an attribute must rule it out with {@link isKnown} first.
 */
export class Unknown {
  /** Diagnostics name what a value is; a bundled class has no other name. */
  static readonly name = 'Unknown';
  /** Narrows what the value can become; absent when nothing is known about it. */
  readonly refinement: Refinement | undefined;
  // Makes the type nominal: no attribute value has this member.
  private readonly brand = 'unknown';

  constructor(refinement?: Refinement) {
    this.refinement = refinement;
  }

  toString(): string {
    return `(${this.brand})`;
  }
}

/** The unknown value without any refinement. */
export const unknown: Unknown = new Unknown();

/** True when `value` is a placeholder for something decided while applying. Looks at the top only. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** True when `value` is decided, be it null or not. Looks at the top only; see `isWhollyKnown`. */
export function isKnown<T>(value: T | Unknown): value is Exclude<T, Unknown> {
  return !(value instanceof Unknown);
}
