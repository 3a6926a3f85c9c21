import { ACTIONS } from './lifecycle-step';
import type { Action } from './lifecycle-step';

/** The actions of a plan, by address. Unchanged objects and data sources are left out. */
export type PlannedActions = ReadonlyMap<string, Action>;

/**
 * Reads `terraform show -json PLAN`.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function plannedActions(json: string): PlannedActions {
  const plan = JSON.parse(json) as {
    resource_changes?: readonly { address: string; change: { actions: readonly string[] } }[];
  };
  const entries = (plan.resource_changes ?? []).flatMap(({ address, change: { actions } }) => {
    const action = actions.length === 2 ? 'replace' : ACTIONS.find((known) => known === actions[0]);
    return action === undefined ? [] : [[address, action] as const];
  });
  return new Map(entries);
}

/** Returns `first_file.greeting: update`, one line per object; `nothing` if the plan is empty. */
export function describeActions(actions: PlannedActions): string {
  if (actions.size === 0) return 'nothing';
  return Array.from(actions, ([address, action]) => `${address}: ${action}`).join('\n');
}
