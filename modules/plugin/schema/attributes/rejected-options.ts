import type { AttributeOptions, WithDefault } from './attribute-options';

/** A type that nothing has. The compiler quotes `Why` where it stands. */
export interface Rejected<Why extends string> {
  readonly rejected: Why;
}

/**
 * What cannot be in an options literal, as types that its members do not have. A literal that is inferred as a type of
 * its own is allowed every member there is, so that a misspelt flag would be ignored without a word.
 */
export type RejectedOptions<O> = Misspelt<O> & Contradicting<O> & Undecided<O>;

type Misspelt<O> = Readonly<
  Record<Exclude<keyof O, keyof AttributeOptions<unknown>>, Rejected<'no option has this name'>>
>;

/** Conflicting flags: the losing one would be silently ignored. */
type Contradicting<O> = (O extends { readonly required: true }
  ? {
      readonly optional?: false | Rejected<'it is required'>;
      readonly computed?: false | Rejected<'it is required, so that the provider never computes it'>;
      readonly default?: Rejected<'it is required, so that the default is never used'>;
    }
  : unknown) &
  (O extends { readonly writeOnly: true }
    ? {
        readonly computed?: false | Rejected<'it is write-only, so that it could never be read'>;
        readonly default?: Rejected<'it is write-only, so that the default is never planned'>;
      }
    : unknown) &
  (O extends
    { readonly required: true } | { readonly optional: true } | { readonly writeOnly: true } | WithDefault
    ? { readonly nonNull?: false | Rejected<'only what the provider alone computes can be nonNull'> }
    : unknown);

/** One of `required`, `optional`, `computed` and `default` must be given. */
type Undecided<O> = O extends
  { readonly required: true } | { readonly optional: true } | { readonly computed: true } | WithDefault
  ? unknown
  : RequiredOrOptionalOrComputed;

interface RequiredOrOptionalOrComputed {
  readonly required: true;
}
