import { initAdvice } from './init-advice';
import { fine, wrong } from './lifecycle-finding';
import type { LifecycleFinding, Place } from './lifecycle-finding';
import type { LifecycleStep } from './lifecycle-step';
import { describeActions, plannedActions } from './planned-actions';
import type { ProviderAddress } from './provider-address';
import { refreshChanges } from './refresh-changes';
import type { Outcome } from './run-limited';
import type { Workspace } from './workspace';

const PLAN_FILE = 'step.tfplan';
const BEFORE_IMPORT = 'before-import.tfstate';
const QUIET = ['-no-color', '-input=false'] as const;
const STABLE =
  'After an apply, the state must equal what the next refresh reads and the next plan wants. Return each value in the same form from create, update and read, and derive the plan from the request alone.';

/**
 * Applies a step's configuration and checks that nothing is left to do: two plans and a refresh, and the same again
 * after each import. Stops at the first command that fails, since the following ones would only repeat the failure.
 */
export async function liveStep(
  workspace: Workspace,
  step: LifecycleStep,
  address: ProviderAddress,
): Promise<readonly LifecycleFinding[]> {
  const { name } = step;
  workspace.write(step.configuration);
  const applied = await apply(workspace, step, address);
  const found = [...applied];
  if (applied.some(({ ok }) => !ok)) return found;
  found.push(...(await rests(workspace, name, '')));
  for (const [address, id] of Object.entries(step.imports ?? {})) {
    const imported = await importAgain(workspace, name, { address, id });
    found.push(imported);
    if (!imported.ok) return found;
    found.push(...(await rests(workspace, name, ` after importing ${address}`)));
  }
  return found;
}

async function apply(
  workspace: Workspace,
  { name, expect }: LifecycleStep,
  address: ProviderAddress,
): Promise<readonly LifecycleFinding[]> {
  const place = { step: name, what: 'apply' };
  const init = await workspace.run('init', ...QUIET);
  if (init.code !== 0) {
    const advice = initAdvice(init, address);
    return [wrong(place, 'Terraform cannot initialise the configuration.', init, advice)];
  }
  const plan = await workspace.run('plan', ...QUIET, `-out=${PLAN_FILE}`);
  if (plan.code !== 0) {
    return [wrong(place, 'Terraform cannot plan it.', plan, 'Fix what Terraform reports.')];
  }
  const actions = plannedActions(await workspace.succeed('show', '-json', PLAN_FILE));
  if (
    expect !== undefined &&
    !(expect === 'nothing' ? actions.size === 0 : [...actions.values()].includes(expect))
  ) {
    const advice =
      'Fix the step or the plan. Use requiresReplace() for attributes that cannot change in place, and derive the plan from the request alone.';
    const seen = `The step expects ${expect}, but the plan contains ${describeActions(actions)}.`;
    return [wrong(place, seen, { code: 0, stdout: '', stderr: '' }, advice)];
  }
  const applied = await workspace.run('apply', ...QUIET, PLAN_FILE);
  return [
    applied.code === 0
      ? fine(name, 'apply', describeActions(actions))
      : wrong(place, 'Terraform cannot apply it.', applied, 'Fix what Terraform reports.'),
  ];
}

/** Two plans, because the first may change what the second sees; then a refresh alone. */
async function rests(workspace: Workspace, step: string, when: string): Promise<readonly LifecycleFinding[]> {
  const found: LifecycleFinding[] = [];
  for (const what of [`plan${when}`, `second plan${when}`]) {
    const outcome = await workspace.run('plan', ...QUIET, '-detailed-exitcode');
    found.push(judged({ step, what }, outcome, outcome.code === 2));
    if (outcome.late === true) return found;
  }
  const refresh = await workspace.run('plan', ...QUIET, '-refresh-only', `-out=${PLAN_FILE}`);
  const changed =
    refresh.code === 0 ? refreshChanges(await workspace.succeed('show', '-json', PLAN_FILE)) : [];
  found.push(judged({ step, what: `refresh${when}` }, refresh, changed.length > 0));
  return found;
}

function judged(place: Place, outcome: Outcome, changes: boolean): LifecycleFinding {
  if (changes) return wrong(place, 'Terraform wants to change what it has just created.', outcome, STABLE);
  return outcome.code === 0
    ? fine(place.step, place.what, 'Terraform has nothing to do.')
    : wrong(place, 'Terraform cannot plan it.', outcome, STABLE);
}

async function importAgain(
  workspace: Workspace,
  step: string,
  { address, id }: { readonly address: string; readonly id: string },
): Promise<LifecycleFinding> {
  const what = `import ${address}`;
  const advice = 'importState must return enough for read to find the object.';
  const forgotten = await workspace.run('state', 'rm', `-backup=${BEFORE_IMPORT}`, address);
  if (forgotten.code !== 0) {
    return wrong({ step, what }, 'It is not in state.', forgotten, 'Fix the address in the step.');
  }
  const imported = await workspace.run('import', ...QUIET, address, id);
  if (imported.code === 0) return fine(step, what, `Terraform finds it as ${id}.`);
  // Restored to state, so that the final destroy includes it.
  await workspace.run('state', 'push', '-force', BEFORE_IMPORT);
  return wrong({ step, what }, `Terraform cannot import ${id}.`, imported, advice);
}
