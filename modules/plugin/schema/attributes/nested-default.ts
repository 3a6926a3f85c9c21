import type { AnyAttribute, AnyNestedShape, Attribute, Attributes, NestedShape, Nesting } from './attribute';
import type { ValueIn } from '../infer';
import type { Rejected } from './rejected-options';
import type { ValueType } from '../types/value-type';

/** A default of nested attributes. */
export type NestedDefault<A extends Attributes, N extends Nesting> = DefaultByNesting<A>[N];

/** What it leaves out has its own default, is computed, or is null. */
type DefaultObject<A extends Attributes> = string extends keyof A
  ? Readonly<Record<string, unknown>>
  : { readonly [K in RequiredOf<A>]: DefaultOf<A[K]> } & {
      readonly [K in Exclude<keyof A, RequiredOf<A>>]?: DefaultOf<A[K]> | null;
    };

type RequiredOf<A extends Attributes> = {
  [K in keyof A]: A[K] extends { readonly presence: 'required' } ? K : never;
}[keyof A];

type DefaultOf<T extends AnyAttribute> = T extends Attribute<infer V> ? DefaultValue<V> : never;

type DefaultValue<V extends ValueType | AnyNestedShape> = V extends ValueType
  ? ValueIn<V, 'state'>
  : V extends NestedShape<infer A, infer N>
    ? DefaultByNesting<A>[N]
    : never;

interface DefaultByNesting<A extends Attributes> {
  single: DefaultObject<A>;
  list: readonly DefaultObject<A>[];
  set: readonly DefaultObject<A>[];
  map: Readonly<Record<string, DefaultObject<A>>>;
}

/** Names in the default of an options literal that are no attributes. They would be ignored without a word. */
export type Misnamed<O, Shape> = O extends { readonly default: infer D }
  ? { readonly default: MisnamedIn<D, Shape> }
  : unknown;

type MisnamedIn<D, V> = V extends NestedShape<infer A, infer N> ? MisnamedByNesting<D, A>[N] : unknown;

interface MisnamedByNesting<D, A extends Attributes> {
  single: MisnamedObject<D, A>;
  list: { readonly [I in keyof D]: MisnamedObject<D[I], A> };
  set: { readonly [I in keyof D]: MisnamedObject<D[I], A> };
  map: { readonly [K in keyof D]: MisnamedObject<D[K], A> };
}

type MisnamedObject<D, A extends Attributes> = string extends keyof A
  ? unknown
  : {
      readonly [K in keyof D]: K extends keyof A
        ? A[K] extends Attribute<infer V>
          ? MisnamedIn<D[K], V>
          : unknown
        : Rejected<'no attribute has this name'>;
    };
