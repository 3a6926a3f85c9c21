import type { Attribute, Attributes, NestedShape, Presence } from './attribute';
import type { ValueIn } from './infer';
import type { PlanModifier } from './plan-modifier';
import { types } from './types';
import type { Validator } from './validator';
import type { ElementType, ValueType } from './value-type';

/** Exactly one of `required`, `optional`, `computed`, or `optional` and `computed` together. */
interface AttributeFlags {
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  /** Hidden in Terraform's output; still in the state file. */
  readonly sensitive?: boolean;
  /** Never stored: available in the configuration only. Needs Terraform 1.11. */
  readonly writeOnly?: boolean;
  /** A computed attribute that is never null in state. */
  readonly nonNull?: boolean;
  /** Markdown, one or two sentences with unit and limits. */
  readonly description: string;
  /** Why not to use it any more and what to use instead. */
  readonly deprecated?: string;
}

/** Flags, and what depends on the type of the value. */
export interface AttributeOptions<T> extends AttributeFlags {
  readonly validators?: readonly Validator<T>[];
  readonly planModifiers?: readonly PlanModifier<T>[];
  /** Used when the configuration has no value. Makes the attribute computed, as Terraform demands. */
  readonly default?: T;
}

/** Reads the flags off an options literal; the order of the tests is the order of precedence. */
type PresenceOf<O> = O extends { readonly writeOnly: true }
  ? 'writeOnly'
  : O extends { readonly required: true }
    ? 'required'
    : O extends { readonly default: string | number | boolean | object }
      ? 'defaulted'
      : O extends { readonly optional: true; readonly computed: true }
        ? 'optionalComputed'
        : O extends { readonly optional: true }
          ? 'optional'
          : O extends { readonly computed: true; readonly nonNull: true }
            ? 'computedNonNull'
            : O extends { readonly computed: true }
              ? 'computed'
              : never;

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
    deprecated: options.deprecated,
    validators: options.validators ?? [],
    planModifiers: options.planModifiers ?? [],
    defaultValue: options.default,
  };
}

type Elements<E extends ElementType> = readonly ValueIn<Extract<E, ValueType>, 'state'>[];
type Members<E extends ElementType> = Readonly<Record<string, ValueIn<Extract<E, ValueType>, 'state'>>>;
/** Validators and modifiers of nested attributes look at plain objects; the resource's own `validate` has the exact types. */
type NestedObject = Readonly<Record<string, unknown>>;
type NestedObjects = readonly NestedObject[];
type NestedMap = Readonly<Record<string, NestedObject>>;

/**
 * Attribute constructors. The flags in the options decide the inferred types, so write them as literals:
 * `attr.string({ required: true, description: '…' })`.
 */
export const attr = {
  string: <const O extends AttributeOptions<string>>(options: O) => build(types.string, options),
  number: <const O extends AttributeOptions<number>>(options: O) => build(types.number, options),
  /** Numbers beyond double precision, for instance 64-bit identifiers. */
  exactNumber: <const O extends AttributeOptions<ValueIn<typeof types.exactNumber, 'state'>>>(options: O) =>
    build(types.exactNumber, options),
  bool: <const O extends AttributeOptions<boolean>>(options: O) => build(types.bool, options),
  /** A value of any type, decided by the configuration. */
  dynamic: <const O extends AttributeOptions<ValueIn<typeof types.dynamic, 'state'>>>(options: O) =>
    build(types.dynamic, options),
  list: <E extends ElementType, const O extends AttributeOptions<Elements<E>>>(element: E, options: O) =>
    build(types.list(element), options),
  set: <E extends ElementType, const O extends AttributeOptions<Elements<E>>>(element: E, options: O) =>
    build(types.set(element), options),
  map: <E extends ElementType, const O extends AttributeOptions<Members<E>>>(element: E, options: O) =>
    build(types.map(element), options),
  /** A value of a fixed composite type without attributes of its own, for instance `types.tuple(…)`. */
  value: <V extends ValueType, const O extends AttributeOptions<ValueIn<V, 'state'>>>(type: V, options: O) =>
    build(type, options),
  /** One object with attributes of its own. */
  object: <A extends Attributes, const O extends AttributeOptions<NestedObject>>(attributes: A, options: O) =>
    build({ nesting: 'single', attributes }, options),
  /** Objects in order. */
  listNested: <A extends Attributes, const O extends AttributeOptions<NestedObjects>>(
    attributes: A,
    options: O,
  ) => build({ nesting: 'list', attributes }, options),
  /** Objects without order or duplicates. */
  setNested: <A extends Attributes, const O extends AttributeOptions<NestedObjects>>(
    attributes: A,
    options: O,
  ) => build({ nesting: 'set', attributes }, options),
  /** Objects by key. */
  mapNested: <A extends Attributes, const O extends AttributeOptions<NestedMap>>(attributes: A, options: O) =>
    build({ nesting: 'map', attributes }, options),
} as const;
