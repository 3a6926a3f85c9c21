import type { Attribute, Attributes, DraftOf, ValuesOf } from './attribute';
import { experimentModel } from './model';
import type { parameterRanges, trainingJobDefinition } from './model';

/**
 * The values of one experiment, nested as SageMaker nests them. Plain data: everything the paid job depends on and
 * nothing else (no tags, nothing specific to Terraform).
 */
export type ExperimentSpec = ValuesOf<typeof experimentModel>;

/** How to compare training jobs. */
export type Objective = ExperimentSpec['objective'];

export type Strategy = ExperimentSpec['strategy'];

/** What each training job of one definition does. */
export type TrainingJobDefinition = ValuesOf<typeof trainingJobDefinition>;

/** The search space as declared; `rangesOf` returns it as one list. */
export type ParameterRanges = ValuesOf<typeof parameterRanges>;

/**
 * An experiment as far as it is known, to check during the plan. `undefined` always means "not known yet" (or, for an
 * optional member, absent), and checks that need the value are skipped. An {@link ExperimentSpec} is one.
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
    ...complete(experimentModel, values, isUnknown),
    ...(typeof name === 'string' && !isUnknown(name) && { name }),
  };
}

type Values = Readonly<Record<string, unknown>>;

/** The attribute values alone: defaults filled in, omitted lists and maps empty, nothing null. */
export function complete(
  attributes: Attributes,
  values: object,
  isUnknown: (value: unknown) => boolean = () => false,
): Values {
  const known = <T>(value: T): T | undefined => (value === null || isUnknown(value) ? undefined : value);
  const one = (attribute: Attribute, value: unknown): unknown => {
    if (isUnknown(value)) return undefined;
    if (value === null || value === undefined) return emptyOf(attribute);
    const { kind, attributes: inner = {} } = attribute;
    if (kind === 'object') return complete(inner, value, isUnknown);
    // An unknown element keeps its place, so that positions stay right.
    if (kind === 'list') {
      return (value as object[]).map((item) => (known(item) ? complete(inner, item, isUnknown) : {}));
    }
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

/**
 * The training definitions of a search. An experiment has only one, itself: what each training job does stands beside
 * how to search. Code that needs definitions calls this function, so that several are possible later.
 */
export const definitionsOf = <T extends Partial<Record<keyof TrainingJobDefinition, unknown>>>(
  spec: T,
): readonly T[] => [spec];
