import type { DraftOf, ValuesOf } from './attribute';
import { complete } from './complete';
import { hasShortForms, longForm } from './long-form';
import type { ShortForms } from './long-form';
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
  /** What the configuration gives in a short form; absent if there is nothing. */
  readonly shortForms?: ShortForms;
}

/** Returns the search that a complete configuration, plan or state describes. Null and absent are the same. */
export function specOf(values: object): ExperimentSpec {
  return complete(experimentModel, longForm(values).values) as ExperimentSpec;
}

/** Returns the known part of a configuration. `isUnknown` recognises placeholders for values decided later. */
export function draftOf(values: object, isUnknown: (value: unknown) => boolean): ExperimentDraft {
  const { name } = values as { readonly name?: unknown };
  const { values: long, ...shortForms } = longForm(values, isUnknown);
  return {
    ...complete(experimentModel, long, { isUnknown, absent: null }),
    ...(typeof name === 'string' && !isUnknown(name) && { name }),
    ...(hasShortForms(shortForms) && { shortForms }),
  };
}
