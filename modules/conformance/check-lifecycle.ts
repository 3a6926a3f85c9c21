import type { Clock } from '../kernel';
import { requireExecutable } from './require-executable';
import { installProvider, versionInName } from './lifecycle/install-provider';
import { fine, wrong } from './lifecycle/lifecycle-finding';
import type { LifecycleFinding } from './lifecycle/lifecycle-finding';
import type { LifecycleStep } from './lifecycle/lifecycle-step';
import { liveStep } from './lifecycle/live-step';
import { readProviderAddress } from './lifecycle/provider-address';
import { CommandFailed, Workspace } from './lifecycle/workspace';

/** What to run: a provider, a Terraform and the configurations to apply. */
export interface Lifecycle {
  /** Path of the provider's executable. */
  readonly executable: string;
  /**
   * Name or path of the Terraform or OpenTofu binary.
   * @default - `terraform`
   */
  readonly terraform?: string;
  /** The provider's address as in `required_providers`, such as `registry.terraform.io/example/first`. */
  readonly address: string;
  /**
   * The version under which the provider is installed.
   * @default - the one in the executable's name, else 0.0.1
   */
  readonly version?: string;
  readonly steps: readonly LifecycleStep[];
  /** Added to the environment of Terraform and the provider. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How long one Terraform command may take, in milliseconds, before it is stopped.
   * @default - 30 minutes
   */
  readonly commandLimitMs?: number;
  /** @default - the machine's */
  readonly clock?: Clock;
}

/**
 * Applies the steps one after another with the real Terraform, in a private temporary folder that is also the working
 * directory. After each step, two plans and a refresh must find nothing to do. At the end everything is destroyed.
 *
 * The objects that the configurations declare are really created and destroyed. If a step cannot be applied, the steps
 * after it are skipped, but everything is still destroyed.
 *
 * Returns one finding per step. Throws `EXECUTABLE_NOT_FOUND` or `NOT_EXECUTABLE` for the provider,
 * `COMMAND_NOT_RUNNABLE` for Terraform, `BAD_USAGE` for a malformed address.
 */
export async function checkLifecycle(life: Lifecycle): Promise<readonly LifecycleFinding[]> {
  requireExecutable(life.executable);
  const address = readProviderAddress(life.address);
  const version = life.version ?? versionInName(life.executable) ?? '0.0.1';
  const workspace = new Workspace(life.environment ?? {}, life.terraform, life);
  try {
    installProvider(workspace, life.executable, { address, version });
    const found: LifecycleFinding[] = [];
    for (const step of life.steps) {
      const lived = await liveStep(workspace, step, address).catch((error: unknown) => [
        unread(step.name, error),
      ]);
      found.push(...lived);
      if (lived.some(({ ok, check }) => !ok && check === `${step.name}: apply`)) break;
    }
    return [...found, await destroy(workspace).catch((error: unknown) => unread('destroy', error))];
  } finally {
    workspace.remove();
  }
}

async function destroy(workspace: Workspace): Promise<LifecycleFinding> {
  const place = { step: 'destroy', what: 'destroy' };
  const outcome = await workspace.run('destroy', '-auto-approve', '-no-color', '-input=false');
  const advice = 'delete must succeed for an existing object and for one that is already gone.';
  if (outcome.code !== 0) return wrong(place, 'Terraform cannot destroy it.', outcome, advice);
  const left = Object.keys(await workspace.state());
  return left.length === 0
    ? fine('destroy', 'destroy', 'The state is empty.')
    : wrong(place, `This is still in state: ${left.join(', ')}`, outcome, advice);
}

/** Terraform ran every command, but its output could not be read. */
function unread(step: string, error: unknown): LifecycleFinding {
  if (!(error instanceof CommandFailed)) throw error;
  return wrong(
    { step, what: 'show' },
    'Terraform cannot show it.',
    error.outcome,
    'Fix what Terraform reports.',
  );
}
