import type { PlanModifier, PlanModifierRequest } from './plan-modifier';
import { isUnknown } from '../values/unknown';
import { sameValue } from '../values/same-value';

/** Changing the attribute means destroying the object and creating another. */
export function requiresReplace<T>(): PlanModifier<T> {
  return {
    description: 'Changing this forces a new object.',
    plan: (request) => (changes(request) ? { requiresReplace: true } : {}),
  };
}

/** Like {@link requiresReplace}, for those changes only for which `condition` holds. */
export function requiresReplaceIf<T>(
  condition: (request: PlanModifierRequest<T>) => boolean,
  description: string,
): PlanModifier<T> {
  return {
    description,
    plan: (request) => (changes(request) && condition(request) ? { requiresReplace: true } : {}),
  };
}

/**
 * Says that a computed value, once decided, stays: on update the plan shows the prior value and not "known after
 * apply". Use it for identifiers; do not use it for anything that an update may change.
 */
export function useStateForUnknown<T>(): PlanModifier<T> {
  return {
    description: 'Stays the same once decided.',
    plan: ({ config, prior, planned, creating }) =>
      !creating && isUnknown(planned) && !isUnknown(config) && prior !== null ? { planned: prior } : {},
  };
}

/** Plans `value` when the configuration has none; the same as the `default` option, as a plan modifier. */
export function defaultValue<T>(value: T): PlanModifier<T> {
  return {
    description: `Defaults to \`${JSON.stringify(value)}\`.`,
    plan: ({ config }) => (config === null ? { planned: value } : {}),
  };
}

function changes<T>(request: PlanModifierRequest<T>): boolean {
  return !request.creating && !sameValue(request.prior, request.planned);
}
