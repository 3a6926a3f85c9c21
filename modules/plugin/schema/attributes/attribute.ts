import type { PlanModifier } from '../plan-modifiers/plan-modifier';
import type { Validator } from '../validators/validator';
import type { ValueType } from '../types/value-type';

/** How many objects a nested attribute holds, and how they are found. */
export type Nesting = 'single' | 'list' | 'set' | 'map';

/** Attributes inside an attribute, whichever they are. */
export interface AnyNestedShape {
  readonly nesting: Nesting;
  readonly attributes: Attributes;
}

/** Attributes inside an attribute. */
export interface NestedShape<
  A extends Attributes = Attributes,
  N extends Nesting = Nesting,
> extends AnyNestedShape {
  readonly nesting: N;
  readonly attributes: A;
}

/**
 * The origin of an attribute's value and whether it can be absent.
 *
 * - `required`: the configuration, always.
 * - `optional`: the configuration; null when absent.
 * - `optionalComputed`: the configuration, else the provider.
 * - `defaulted`: the configuration, else the default; never null once planned.
 * - `computed`: the provider; may be null.
 * - `computedNonNull`: the provider, never null in state.
 * - `writeOnly`: the configuration only; always null in plan and state.
 */
export type Presence =
  'required' | 'optional' | 'optionalComputed' | 'defaulted' | 'computed' | 'computedNonNull' | 'writeOnly';

/** One attribute of a schema, whatever its type. The base is not generic so that schemas can contain themselves. */
export interface AnyAttribute {
  /** The value's type, or the attributes nested in it. */
  readonly shape: ValueType | AnyNestedShape;
  readonly presence: Presence;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  /** Markdown. */
  readonly description: string;
  /** The closed set of texts that the value is one of; undefined where there is none, or only a validator knows it. */
  readonly words: readonly string[] | undefined;
  /** Why not to use it any more and what to use instead; undefined when it is not deprecated. */
  readonly deprecated: string | undefined;
  readonly validators: readonly Validator<never>[];
  readonly planModifiers: readonly PlanModifier<never>[];
  /** Value when the configuration has none; undefined when there is no default. */
  readonly defaultValue: unknown;
}

/** One attribute of a schema. Build it with `attr`. */
export interface Attribute<
  V extends ValueType | AnyNestedShape = ValueType | AnyNestedShape,
  P extends Presence = Presence,
> extends AnyAttribute {
  readonly shape: V;
  readonly presence: P;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, AnyAttribute>>;
