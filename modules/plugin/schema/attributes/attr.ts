import type { Attribute, Attributes, NestedShape, Nesting, Presence } from './attribute';
import type { AttributeFlags, AttributeOptions, PresenceOf } from './attribute-options';
import type { ValueIn } from '../infer';
import type { Misnamed, NestedDefault } from './nested-default';
import type { PlanModifier } from '../plan-modifiers/plan-modifier';
import type { RejectedOptions } from './rejected-options';
import type { SetElement } from '../types/set-element';
import { types } from '../types/types';
import type { Validator } from '../validators/validator';
import type { ElementType, ListType, MapType, ValueType } from '../types/value-type';

/** The options of any attribute, whatever the type of its value. */
interface ErasedOptions extends AttributeFlags {
  readonly validators?: readonly Validator<never>[];
  readonly planModifiers?: readonly PlanModifier<never>[];
  readonly default?: unknown;
}

function presenceOf(options: ErasedOptions): Presence {
  if (options.writeOnly === true) return 'writeOnly';
  if (options.required === true) return 'required';
  if (options.default !== undefined) return 'defaulted';
  if (options.optional === true) return options.computed === true ? 'optionalComputed' : 'optional';
  return options.nonNull === true ? 'computedNonNull' : 'computed';
}

function build<V extends ValueType | NestedShape, O extends AttributeFlags>(
  shape: V,
  literal: O,
): Attribute<V, PresenceOf<O>> {
  const options: ErasedOptions = literal;
  const presence = presenceOf(options);
  return {
    shape,
    presence: presence as PresenceOf<O>,
    required: options.required === true,
    optional: options.optional === true || presence === 'defaulted',
    computed: options.computed === true || presence === 'defaulted',
    sensitive: options.sensitive === true,
    writeOnly: options.writeOnly === true,
    description: options.description,
    words: options.words,
    deprecated: options.deprecated,
    validators: options.validators ?? [],
    planModifiers: options.planModifiers ?? [],
    defaultValue: options.default,
  };
}

type Elements<E extends ElementType> = ValueIn<ListType<E>, 'state'>;
type Members<E extends ElementType> = ValueIn<MapType<E>, 'state'>;
/** Validators and modifiers of nested attributes look at plain objects; the resource's own `validate` has the exact types. */
type NestedObject = Readonly<Record<string, unknown>>;
type NestedObjects = readonly NestedObject[];
type NestedMap = Readonly<Record<string, NestedObject>>;
type NestedOptions<A extends Attributes, N extends Nesting, T> = AttributeOptions<T, NestedDefault<A, N>>;

/**
 * Attribute constructors. The flags in the options decide the inferred types, so write them as literals:
 * `attr.string({ required: true, description: '…' })`.
 */
export const attr = {
  string: <const O extends AttributeOptions<string>>(options: O & RejectedOptions<O>) =>
    build(types.string, options),
  number: <const O extends AttributeOptions<number>>(options: O & RejectedOptions<O>) =>
    build(types.number, options),
  /** Numbers beyond double precision, for instance 64-bit identifiers. */
  exactNumber: <const O extends AttributeOptions<ValueIn<typeof types.exactNumber, 'state'>>>(
    options: O & RejectedOptions<O>,
  ) => build(types.exactNumber, options),
  bool: <const O extends AttributeOptions<boolean>>(options: O & RejectedOptions<O>) =>
    build(types.bool, options),
  /** A value of any type, decided by the configuration. */
  dynamic: <const O extends AttributeOptions<ValueIn<typeof types.dynamic, 'state'>>>(
    options: O & RejectedOptions<O>,
  ) => build(types.dynamic, options),
  list: <E extends ElementType, const O extends AttributeOptions<Elements<E>>>(
    element: E,
    options: O & RejectedOptions<O>,
  ) => build(types.list(element), options),
  set: <E extends ElementType, const O extends AttributeOptions<Elements<E>>>(
    element: E & SetElement<E>,
    options: O & RejectedOptions<O>,
  ) => build(types.set<E>(element), options),
  map: <E extends ElementType, const O extends AttributeOptions<Members<E>>>(
    element: E,
    options: O & RejectedOptions<O>,
  ) => build(types.map(element), options),
  /** A value of a fixed composite type without attributes of its own, for instance `types.tuple(…)`. */
  value: <V extends ValueType, const O extends AttributeOptions<ValueIn<V, 'state'>>>(
    type: V,
    options: O & RejectedOptions<O>,
  ) => build(type, options),
  /** One object with attributes of its own. */
  object: <A extends Attributes, const O extends NestedOptions<A, 'single', NestedObject>>(
    attributes: A,
    options: O & RejectedOptions<O> & Misnamed<O, NestedShape<A, 'single'>>,
  ) => build<NestedShape<A, 'single'>, O>({ nesting: 'single', attributes }, options),
  /** Objects in order. */
  listNested: <A extends Attributes, const O extends NestedOptions<A, 'list', NestedObjects>>(
    attributes: A,
    options: O & RejectedOptions<O> & Misnamed<O, NestedShape<A, 'list'>>,
  ) => build<NestedShape<A, 'list'>, O>({ nesting: 'list', attributes }, options),
  /** Objects without order or duplicates. */
  setNested: <A extends Attributes, const O extends NestedOptions<A, 'set', NestedObjects>>(
    attributes: A,
    options: O & RejectedOptions<O> & Misnamed<O, NestedShape<A, 'set'>>,
  ) => build<NestedShape<A, 'set'>, O>({ nesting: 'set', attributes }, options),
  /** Objects by key. */
  mapNested: <A extends Attributes, const O extends NestedOptions<A, 'map', NestedMap>>(
    attributes: A,
    options: O & RejectedOptions<O> & Misnamed<O, NestedShape<A, 'map'>>,
  ) => build<NestedShape<A, 'map'>, O>({ nesting: 'map', attributes }, options),
} as const;
