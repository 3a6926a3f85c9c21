import type { Attribute, Attributes, DraftOf, ValuesOf } from './attribute';
import { experimentModel } from './model';
import type { objective, parameterRanges } from './model';

/**
 * The values of one experiment, nested as SageMaker nests them. Plain data: everything the paid job depends on and
 * nothing else (no tags, nothing specific to Terraform).
 */
export type ExperimentSpec = ValuesOf<typeof experimentModel>;

/** How to compare training jobs. */
export type Objective = ValuesOf<typeof objective>;

export type Strategy = ExperimentSpec['strategy'];

/** The search space as declared; `rangesOf` returns it as one list. */
export type ParameterRanges = ValuesOf<typeof parameterRanges>;

/**
 * An experiment as far as it is known, for checking at plan. `undefined` always means "not known yet", and the checks that
 * need it are skipped; `null` means known to be absent. An {@link ExperimentSpec} is one, too.
 */
export interface ExperimentDraft extends DraftOf<typeof experimentModel> {
  /** The experiment's logical name. */
  readonly name?: string | undefined;
}

/** Returns the search that a complete configuration, plan or state describes. Null and absent are the same. */
export function specOf(values: object): ExperimentSpec {
  return complete(experimentModel, values) as ExperimentSpec;
}

/** Returns the known part of a configuration. `isUnknown` recognises placeholders for values decided later. */
export function draftOf(values: object, isUnknown: (value: unknown) => boolean): ExperimentDraft {
  const { name } = values as { readonly name?: unknown };
  return {
    ...complete(experimentModel, values, { isUnknown, absent: null }),
    ...(typeof name === 'string' && !isUnknown(name) && { name }),
  };
}

type Values = Readonly<Record<string, unknown>>;

interface Completion {
  readonly isUnknown?: (value: unknown) => boolean;
  /** Replaces an unset value; unless it is null, the attribute is left out. */
  readonly absent?: null;
  /** Whether the attributes are those of an object or element, all of whose required ones have to be given. */
  readonly isInside?: boolean;
}

/** Returns the values of the attributes alone: defaults filled in, unset lists and maps empty. */
export function complete(
  attributes: Attributes,
  values: object,
  { isUnknown = () => false, absent, isInside = false }: Completion = {},
): Values {
  const known = <T>(value: T): T | undefined => (value === null || isUnknown(value) ? undefined : value);
  const inside = (inner: Attributes, value: object): Values =>
    complete(inner, value, { isUnknown, ...(absent === null && { absent, isInside: true }) });
  const one = (attribute: Attribute, value: unknown): unknown => {
    if (isUnknown(value)) return undefined;
    if (value === null || value === undefined) {
      // Terraform, or the type of the binding, reports what an object lacks; no check has to expect its absence.
      return emptyOf(attribute) ?? (isInside && attribute.presence === 'required' ? undefined : absent);
    }
    const { kind, attributes: inner = {} } = attribute;
    if (kind === 'object') return inside(inner, value);
    // An unknown element keeps its place, so that positions stay right.
    if (kind === 'list') return (value as object[]).map((item) => (known(item) ? inside(inner, item) : {}));
    if (kind === 'texts') return (value as unknown[]).map(known);
    if (kind !== 'map') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, known<unknown>(item)]));
  };
  const pairs = Object.entries(attributes).map(([name, attribute]) => [
    name,
    one(attribute, (values as Values)[name]),
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Values;
}

function emptyOf({ kind, default: otherwise }: Attribute): unknown {
  if (kind === 'map') return {};
  return kind === 'list' || kind === 'texts' ? [] : otherwise;
}
