import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a value of one shape must satisfy beyond its type. The names are short because the tables hold thousands.
 * Lengths count characters of strings, items of lists and entries of maps.
 */
export interface Constraint {
  /** Shortest and longest length. */
  readonly l?: number;
  readonly h?: number;
  /** Lowest and highest number. */
  readonly lo?: number;
  readonly hi?: number;
  /** Regular expression that the whole string matches. */
  readonly p?: string;
  /** Allowed values. */
  readonly e?: readonly string[];
  /** `i`: whole numbers only. */
  readonly t?: 'i';
  /** Shapes of structure members, of list items, of map keys and of map values. */
  readonly m?: Readonly<Record<string, string>>;
  readonly i?: string;
  readonly k?: string;
  readonly v?: string;
}

/** Constraints by shape name. */
export type ConstraintTable = Readonly<Record<string, Constraint>>;

export const NO_CONSTRAINTS: ConstraintTable = {};

/** The generated table of a service (`scripts/generate-constraints.ts`); empty where there is none. */
export function loadConstraintTable(service: string): ConstraintTable {
  try {
    return JSON.parse(readFileSync(join(__dirname, `${service}.json`), 'utf8')) as ConstraintTable;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NO_CONSTRAINTS;
    throw error;
  }
}
