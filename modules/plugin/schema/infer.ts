import type {
  AnyAttribute,
  AnyNestedShape,
  Attribute,
  Attributes,
  NestedShape,
  Presence,
} from './attributes/attribute';
import type { AnyBlock, Block, Blocks } from './block';
import type { DynamicValue } from './values/dynamic-value';
import type { ExactNumber } from './values/exact-number';
import type { Schema } from './schema';
import type { Unknown } from './values/unknown';
import type {
  ElementType,
  ExactNumberType,
  ListType,
  MapType,
  NullableType,
  ObjectType,
  SetType,
  TupleType,
  ValueType,
} from './types/value-type';

/**
 * When a value is looked at.
 * - `config`: what the practitioner wrote; anything may be unknown, nothing is computed yet.
 * - `finalConfig`: the same while applying; nothing is unknown.
 * - `plan`: configuration, defaults and prior values merged; anything may be unknown.
 * - `finalPlan`: the plan being applied; only what the provider computes may be unknown.
 * - `state`: the result; nothing is unknown.
 */
type Phase = 'config' | 'finalConfig' | 'plan' | 'finalPlan' | 'state';

/** What may stand in place of any value in a phase that is not fully decided. */
type Undecided<P extends Phase> = P extends 'config' | 'plan' ? Unknown : never;

/** An element's type without its nullability. */
type Bare<E extends ElementType> = E extends ValueType ? E : E extends NullableType<infer T> ? T : never;

type NullOf<E extends ElementType> = E extends NullableType ? null : never;

type ElementIn<E extends ElementType, P extends Phase> = ValueIn<Bare<E>, P> | NullOf<E> | Undecided<P>;

// Picked by `kind` from tables: chains of conditional types exhaust the compiler on wide schemas.

/** The TypeScript type of a value of Terraform type `V`. */
export type ValueIn<V extends ValueType, P extends Phase> = ValueType extends V
  ? // Any type at all: expanding that would never end.
    unknown
  : ValuesByKind<V, P>[V['kind']];

interface ValuesByKind<V extends ValueType, P extends Phase> {
  string: string;
  number: V extends ExactNumberType ? number | ExactNumber : number;
  bool: boolean;
  dynamic: DynamicValue;
  list: V extends ListType<infer E> ? readonly ElementIn<E, P>[] : never;
  set: V extends SetType<infer E> ? readonly ElementIn<E, P>[] : never;
  map: V extends MapType<infer E> ? Readonly<Record<string, ElementIn<E, P>>> : never;
  object: V extends ObjectType<infer M>
    ? { readonly [K in keyof M]: ValueIn<M[K], P> | null | Undecided<P> }
    : never;
  tuple: V extends TupleType<infer E> ? { readonly [I in keyof E]: ElementIn<E[I], P> } : never;
}

type ShapeIn<V extends ValueType | AnyNestedShape, P extends Phase> = V extends ValueType
  ? ValueIn<V, P>
  : V extends NestedShape<infer A, infer N>
    ? NestedByNesting<A, P>[N]
    : never;

interface NestedByNesting<A extends Attributes, P extends Phase> {
  single: AttributesIn<A, P>;
  list: readonly (AttributesIn<A, P> | Undecided<P>)[];
  set: readonly (AttributesIn<A, P> | Undecided<P>)[];
  map: Readonly<Record<string, AttributesIn<A, P> | Undecided<P>>>;
}

/** What else than a value each presence allows in each phase. */
interface OtherwiseByPhase {
  config: {
    required: Unknown;
    optional: null | Unknown;
    optionalComputed: null | Unknown;
    defaulted: null | Unknown;
    computed: null;
    computedNonNull: null;
    writeOnly: null | Unknown;
  };
  finalConfig: {
    required: never;
    optional: null;
    optionalComputed: null;
    defaulted: null;
    computed: null;
    computedNonNull: null;
    writeOnly: null;
  };
  plan: {
    required: Unknown;
    optional: null | Unknown;
    optionalComputed: null | Unknown;
    defaulted: Unknown;
    computed: null | Unknown;
    computedNonNull: Unknown;
    writeOnly: null;
  };
  finalPlan: {
    required: never;
    optional: null;
    optionalComputed: null | Unknown;
    defaulted: never;
    computed: null | Unknown;
    computedNonNull: Unknown;
    writeOnly: null;
  };
  state: {
    required: never;
    optional: null;
    optionalComputed: null;
    defaulted: never;
    computed: null;
    computedNonNull: never;
    writeOnly: null;
  };
}

type Otherwise<R extends Presence, P extends Phase> = OtherwiseByPhase[P][R];

/** Presences whose value never appears in a phase: computed ones in a configuration, write-only ones after it. */
type Absent<R extends Presence, P extends Phase> = P extends 'config' | 'finalConfig'
  ? R extends 'computed' | 'computedNonNull'
    ? true
    : false
  : R extends 'writeOnly'
    ? true
    : false;

type AttributeIn<T extends AnyAttribute, P extends Phase> =
  T extends Attribute<infer V, infer R>
    ? Absent<R, P> extends true
      ? null
      : ShapeIn<V, P> | Otherwise<R, P>
    : never;

/** For attributes without known names (code that works on any schema) the values are not known either. */
export type AttributesIn<A extends Attributes, P extends Phase> = string extends keyof A
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof A]: AttributeIn<A[K], P> };

type BlockIn<B extends AnyBlock, P extends Phase> =
  B extends Block<infer A, infer N, infer M> ? BlocksByNesting<A, N, P>[M] : never;

interface BlocksByNesting<A extends Attributes, B extends Blocks, P extends Phase> {
  single: BodyIn<A, B, P> | null | Undecided<P>;
  list: readonly (BodyIn<A, B, P> | Undecided<P>)[] | Undecided<P>;
  set: readonly (BodyIn<A, B, P> | Undecided<P>)[] | Undecided<P>;
  map: Readonly<Record<string, BodyIn<A, B, P> | Undecided<P>>> | Undecided<P>;
}

type BodyIn<A extends Attributes, B extends Blocks, P extends Phase> = AttributesIn<A, P> &
  (string extends keyof B ? unknown : { readonly [K in keyof B]: BlockIn<B[K], P> });

type SchemaIn<S extends Schema, P extends Phase> =
  S extends Schema<infer A, infer B> ? BodyIn<A, B, P> : never;

/** What the practitioner wrote: every value known, null or unknown; computed attributes are null. */
export type ConfigOf<S extends Schema> = SchemaIn<S, 'config'>;

/** {@link ConfigOf} while applying, when nothing is unknown any more. */
export type KnownConfigOf<S extends Schema> = SchemaIn<S, 'finalConfig'>;

/** The object as it is going to be; anything not decided yet is unknown. */
export type PlanOf<S extends Schema> = SchemaIn<S, 'plan'>;

/** {@link PlanOf} while applying: only what the provider computes may still be unknown. Assignable to `PlanOf<S>`. */
export type FinalPlanOf<S extends Schema> = SchemaIn<S, 'finalPlan'>;

/** The object as it is. Right after an import, attributes that the import did not set are null whatever their type says. */
export type StateOf<S extends Schema> = SchemaIn<S, 'state'>;
