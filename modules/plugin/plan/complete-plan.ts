import type { AttributePath, Diagnostic } from '../../kernel';
import { equalValues } from '../cty/equal';
import { impliedType } from '../cty/implied-type';
import type { PlanModifier } from '../schema/plan-modifiers/plan-modifier';
import type { Schema } from '../schema/schema';
import { isUnknown, unknown } from '../schema/values/unknown';
import { withConfiguredSets } from './configured-sets';
import { keepElementsApart } from './equal-elements';
import { rewritePlan } from './walk';
import type { Body } from './body';

export interface PlanInputs {
  readonly config: Body;
  /** Null while creating. */
  readonly prior: Body | null;
  /** Terraform's own merge of configuration and prior state. */
  readonly proposed: Body;
}

export interface CompletedPlan {
  readonly planned: Body;
  readonly requiresReplace: readonly AttributePath[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Everything about a plan that follows from the schema alone: write-only values go, defaults come, computed values of
 * a changed object become unknown, and the attributes' plan modifiers run.
 */
export function completePlan(schema: Schema, inputs: PlanInputs): CompletedPlan {
  const plan = planFrom(schema, inputs);
  const { planned, diagnostics } = keepElementsApart(schema, { ...inputs, planned: plan.planned });
  return { ...plan, planned, diagnostics: [...plan.diagnostics, ...diagnostics] };
}

function planFrom(schema: Schema, { config, prior, proposed }: PlanInputs): CompletedPlan {
  const type = impliedType(schema);
  const moments = (planned: Body) => ({ config, prior, planned });
  const withDefaults = rewritePlan(
    schema,
    moments(withConfiguredSets(schema, config, proposed)),
    ({ attribute, planned, prior: held, config: set, hasConfig }) => {
      if (attribute.writeOnly) return null;
      // What lies inside something that the provider alone decides has no defaults.
      if (set !== null || !attribute.computed || !hasConfig) return planned;
      // Terraform merges prior values into everything but elements of sets.
      return attribute.defaultValue ?? planned ?? held;
    },
  );
  const changed = (planned: Body): boolean => prior === null || !equalValues(type, prior, planned);
  const markUnknown = (planned: Body): Body =>
    rewritePlan(schema, moments(planned), ({ attribute, planned: value, config: configured }) =>
      configured === null && attribute.computed && attribute.defaultValue === undefined ? unknown : value,
    );

  if (changed(withDefaults)) return runModifiers(schema, moments(markUnknown(withDefaults)));
  const kept = runModifiers(schema, moments(withDefaults));
  // A modifier may turn this into a change; then computed values are unknown again.
  return changed(kept.planned) ? runModifiers(schema, moments(markUnknown(kept.planned))) : kept;
}

function runModifiers(
  schema: Schema,
  moments: { readonly config: Body; readonly prior: Body | null; readonly planned: Body },
): CompletedPlan {
  const requiresReplace: AttributePath[] = [];
  const diagnostics: Diagnostic[] = [];
  const planned = rewritePlan(schema, moments, (visit) => {
    // An equal value in another order is no change: modifiers see the prior value itself.
    let value = equalValues(visit.type, visit.prior, visit.planned) ? visit.prior : visit.planned;
    const modifiers = visit.attribute.planModifiers as readonly PlanModifier<unknown>[];
    if (modifiers.length === 0) return value;
    const { path } = visit;
    let replace = false;
    for (const modifier of modifiers) {
      const answer = modifier.plan({
        path,
        config: visit.config,
        prior: visit.prior,
        planned: value,
        creating: moments.prior === null,
      });
      if ('planned' in answer) value = answer.planned;
      replace ||= answer.requiresReplace === true;
      diagnostics.push(...(answer.diagnostics ?? []));
    }
    if (replace && moments.prior !== null) requiresReplace.push(path);
    return isUnknown(value) && isUnknown(visit.planned) ? visit.planned : value;
  });
  return { planned, requiresReplace, diagnostics };
}
