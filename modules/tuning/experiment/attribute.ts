import type { AttributePath } from '../../kernel';
import type { Report } from '../validation/report';

/**
 * How an attribute gets its value: always from the configuration, or from the configuration or its default, or from the
 * configuration or not at all.
 */
export type Presence = 'required' | 'defaulted' | 'optional';
/**
 * `word`: one of a closed set. `flag`: true or false. `texts`: a list of texts. `map`: texts under the practitioner's own
 * keys.
 */
export type Kind = 'text' | 'word' | 'number' | 'flag' | 'texts' | 'map' | 'object' | 'list';

/**
 * What an edit of a value does: it changes nothing about the search, or it extends the search if the value only grows in this
 * direction (docs/adr/0017-verdicts.md). Any other edit launches another search.
 */
export type EditEffect = 'metadata only' | 'extend if raised' | 'extend if lowered' | 'extend if added';

/** Where a value stands: its path, and its name in a sentence. */
export interface Place {
  readonly path: AttributePath;
  readonly name: string;
}

/** Further declarations about an attribute, besides type, presence and sentence. */
export interface Facts {
  /** Whole numbers only; inclusive. */
  readonly whole?: { readonly min: number; readonly max?: number; readonly unit?: string };
  /** Minimum and maximum number of characters. */
  readonly length?: readonly [number, number];
  /** Fewest and most elements of a given list, texts or map. */
  readonly count?: readonly [number, number];
  /** Reports faults of a known text, or of each of several texts, beyond type, bounds and length. */
  readonly check?: (value: string, place: Place, report: Report) => void;
  /** The value that the service uses and describes by default. Requesting it explicitly changes nothing. */
  readonly filledIn?: string | number | boolean;
  /** If this other attribute is given, the service requires `filledIn` in the request, too. */
  readonly sentWith?: string;
  /** The name of the list's elements in a sentence. */
  readonly noun?: string;
  /** True if the order of the elements matters. Otherwise, reordering does not change the search. */
  readonly ordered?: true;
  /** True if the maximum cost of a search depends on it. */
  readonly priced?: true;
  /** Absent: any edit launches another search. */
  readonly edit?: EditEffect;
  /** True if its values may contain secrets, which causes a warning. */
  readonly secret?: true;
}

/** One attribute: everything Tuneform knows about it. The type parameters determine the types of its values. */
export interface Attribute<K extends Kind = Kind, P extends Presence = Presence> extends Facts {
  readonly kind: K;
  readonly presence: P;
  /** Used if the configuration has no value; only for presence `defaulted`. */
  readonly default?: string | number;
  /** Markdown for the reference, with unit and limits. */
  readonly sentence: string;
  /** The allowed words of a `word`. */
  readonly words?: readonly string[];
  /** The attributes of an `object`, or of each element of a `list`, whose first attribute names the element. */
  readonly attributes?: Attributes;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** What determines the type of the values, besides kind and presence. */
type Made<K extends Kind, P extends Presence, M> = Omit<Attribute<K, P>, 'words' | 'attributes'> & M;

function builders<P extends Presence>(presence: P, otherwise?: string | number) {
  const common = { presence, ...(otherwise !== undefined && { default: otherwise }) };
  const plain =
    <K extends Kind>(kind: K) =>
    (sentence: string, facts: Facts = {}): Made<K, P, object> => ({ kind, ...common, sentence, ...facts });
  return {
    text: plain('text'),
    number: plain('number'),
    flag: plain('flag'),
    texts: plain('texts'),
    map: plain('map'),
    word: <const W extends readonly string[]>(
      words: W,
      sentence: string,
      facts: Facts = {},
    ): Made<'word', P, { readonly words: W }> => ({ kind: 'word', ...common, words, sentence, ...facts }),
    object: <A extends Attributes>(
      attributes: A,
      sentence: string,
      facts: Facts = {},
    ): Made<'object', P, { readonly attributes: A }> => ({
      kind: 'object',
      ...common,
      attributes,
      sentence,
      ...facts,
    }),
    list: <A extends Attributes>(
      attributes: A,
      sentence: string,
      facts: Facts = {},
    ): Made<'list', P, { readonly attributes: A }> => ({
      kind: 'list',
      ...common,
      attributes,
      sentence,
      ...facts,
    }),
  };
}

export const required = builders('required');
export const optional = builders('optional');
export const defaultsTo = (value: string | number) => builders('defaulted', value);

/** The same attributes; the required ones are optional if `other` is given. */
export type Alternative<A extends Attributes> = {
  readonly [K in keyof A]: A[K] extends { readonly presence: 'required' }
    ? Omit<A[K], 'presence'> & { readonly presence: 'optional' }
    : A[K];
};

export function unlessGiven<A extends Attributes>(other: string, attributes: A): Alternative<A> {
  const pairs = Object.entries(attributes).map(([name, attribute]) => [
    name,
    attribute.presence === 'required'
      ? {
          ...attribute,
          presence: 'optional',
          sentence: `${attribute.sentence} Required unless \`${other}\` is given.`,
        }
      : attribute,
  ]);
  return Object.fromEntries(pairs) as Alternative<A>;
}

interface ValuesByKind<T> {
  text: string;
  word: T extends { readonly words: readonly (infer W)[] } ? W : never;
  number: number;
  flag: boolean;
  texts: readonly string[];
  map: Readonly<Record<string, string>>;
  object: T extends { readonly attributes: infer A extends Attributes } ? ValuesOf<A> : never;
  list: T extends { readonly attributes: infer A extends Attributes } ? readonly ValuesOf<A>[] : never;
}

/** Absent only if the configuration sets no value and no empty value can express that. */
type Absent<T extends Attribute> =
  T extends Attribute<'texts' | 'map' | 'list'> ? never : T extends Attribute<Kind, 'optional'> ? T : never;

/** Complete values: defaults filled in, omitted lists and maps empty. */
export type ValuesOf<A extends Attributes> = {
  readonly [K in keyof A as A[K] extends Absent<A[K]> ? never : K]: ValuesByKind<A[K]>[A[K]['kind']];
} & {
  readonly [K in keyof A as A[K] extends Absent<A[K]> ? K : never]?: ValuesByKind<A[K]>[A[K]['kind']];
};

interface DraftsByKind<T> {
  text: string;
  word: string;
  number: number;
  flag: boolean;
  texts: readonly (string | undefined)[];
  map: Readonly<Record<string, string | undefined>>;
  object: T extends { readonly attributes: infer A extends Attributes } ? DraftOf<A> : never;
  list: T extends { readonly attributes: infer A extends Attributes } ? readonly DraftOf<A>[] : never;
}

/** Values as far as they are known: `undefined` is not known yet, `null` is known to be absent. */
export type DraftOf<A extends Attributes> = {
  readonly [K in keyof A]?:
    DraftsByKind<A[K]>[A[K]['kind']] | (A[K] extends Absent<A[K]> ? null : never) | undefined;
};
