import { spawnSync } from 'node:child_process';
import { NamespaceRunner } from '../../../../modules/local-cloud/runners/namespaces/namespace-runner';
import type { RunnerNeeds } from '../../../../modules/local-cloud/runners/choose-runner';
import { ProcessRunner } from '../../../../modules/local-cloud/runners/process/process-runner';
import type { Runner } from '../../../../modules/local-cloud/runners/runner';

/** A rung of the ladder that this machine has, for suites that hold for every rung. */
export interface Rung {
  readonly name: string;
  readonly make: (needs: RunnerNeeds) => Runner;
}

export const PROCESS_RUNG: Rung = { name: 'process', make: (needs) => new ProcessRunner(needs) };
export const NAMESPACE_RUNG: Rung = { name: 'namespaces', make: (needs) => new NamespaceRunner(needs) };

/** Some kernels, and most containers, let no user make namespaces. Everywhere else the rung has to work. */
const hasNamespaces =
  spawnSync('unshare', ['--user', '--map-root-user', '--mount', '--pid', '--fork', 'true']).status === 0;

export const ISOLATED_RUNGS: readonly Rung[] = hasNamespaces ? [NAMESPACE_RUNG] : [];
export const RUNGS: readonly Rung[] = [PROCESS_RUNG, ...ISOLATED_RUNGS];

/** Describes what holds for every isolated rung; on a machine without one, that there is none. */
export function describeIsolated(title: string, body: (rung: Rung) => void): void {
  if (hasNamespaces) describe.each(ISOLATED_RUNGS)(`${title} $name`, body);
  else test(`${title}: none on this machine`, () => expect(ISOLATED_RUNGS).toEqual([]));
}
