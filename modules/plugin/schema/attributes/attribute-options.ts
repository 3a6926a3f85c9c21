import type { PlanModifier } from '../plan-modifiers/plan-modifier';
import type { Validator } from '../validators/validator';

/** Exactly one of `required`, `optional`, `computed`, or `optional` and `computed` together. */
export interface AttributeFlags {
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
  /** The closed set of texts that the value is one of. Nothing checks it: types of bindings are made from it. */
  readonly words?: readonly string[];
  /** Why not to use it any more and what to use instead. */
  readonly deprecated?: string;
}

/** Flags, and what depends on the type of the value. */
export interface AttributeOptions<T, D = T> extends AttributeFlags {
  readonly validators?: readonly Validator<T>[];
  readonly planModifiers?: readonly PlanModifier<T>[];
  /** Used when the configuration has no value. Makes the attribute computed, as Terraform demands. */
  readonly default?: D;
}

/** An options literal with a default. */
export interface WithDefault {
  readonly default: string | number | boolean | object;
}

/** Reads the flags off an options literal; the order of the tests is the order of precedence. */
export type PresenceOf<O> = O extends { readonly writeOnly: true }
  ? 'writeOnly'
  : O extends { readonly required: true }
    ? 'required'
    : O extends WithDefault
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
