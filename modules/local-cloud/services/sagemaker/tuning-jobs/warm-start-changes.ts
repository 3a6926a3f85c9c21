import type { EffectiveDefinition } from '../../../jobs/tuning/tuning-job-record';

/** A hyperparameter of a tuning job, static or tunable. */
export type TunedOrStatic =
  | { readonly kind: 'static'; readonly value: string }
  | { readonly kind: 'integer' | 'continuous' }
  | { readonly kind: 'categorical'; readonly values: readonly string[] };

/** Returns the hyperparameters of a definition by name. */
export function parametersOf({
  definition,
  ranges,
}: EffectiveDefinition): ReadonlyMap<string, TunedOrStatic> {
  const found = new Map<string, TunedOrStatic>();
  for (const [name, value] of Object.entries(definition.StaticHyperParameters ?? {})) {
    found.set(name, { kind: 'static', value });
  }
  for (const { Name: name = '' } of ranges.IntegerParameterRanges ?? []) found.set(name, { kind: 'integer' });
  for (const { Name: name = '' } of ranges.ContinuousParameterRanges ?? []) {
    found.set(name, { kind: 'continuous' });
  }
  for (const { Name: name = '', Values: values = [] } of ranges.CategoricalParameterRanges ?? []) {
    found.set(name, { kind: 'categorical', values });
  }
  return found;
}

/**
 * Returns the number of changes of a warm start against a parent as SageMaker counts them: a tunable hyperparameter made
 * static is one change, or one for each of its categories, and a changed static value is two, the old and the new one.
 */
export function countWarmStartChanges(
  before: ReadonlyMap<string, TunedOrStatic>,
  now: ReadonlyMap<string, TunedOrStatic>,
): number {
  let changes = 0;
  for (const [name, parameter] of now) {
    const earlier = before.get(name);
    if (parameter.kind !== 'static' || earlier === undefined) continue;
    if (earlier.kind === 'static') changes += earlier.value === parameter.value ? 0 : 2;
    else changes += earlier.kind === 'categorical' ? earlier.values.length : 1;
  }
  return changes;
}
