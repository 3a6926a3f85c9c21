import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { ContainerRunner } from '../../../../modules/local-cloud/runners/container/container-runner';
import { Engine } from '../../../../modules/local-cloud/runners/container/engine';
import type { EngineOptions } from '../../../../modules/local-cloud/runners/container/engine';
import { NamespaceRunner } from '../../../../modules/local-cloud/runners/namespaces/namespace-runner';
import type { RunnerNeeds } from '../../../../modules/local-cloud/runners/choose-runner';
import { ProcessRunner } from '../../../../modules/local-cloud/runners/process/process-runner';
import type { Runner } from '../../../../modules/local-cloud/runners/runner';
import { machineBase } from '../../../support/machine-base';

/** A rung of the ladder that this machine has, for suites that hold for every rung. */
export interface Rung {
  readonly name: string;
  readonly make: (needs: RunnerNeeds) => Runner;
  /** The base of its images, where this machine does not replace it. */
  readonly base?: () => Promise<Buffer>;
  /** Where it keeps its sockets, below the runner's folder. */
  readonly folder?: string;
}

export const PROCESS_RUNG: Rung = { name: 'process', make: (needs) => new ProcessRunner(needs) };
export const NAMESPACE_RUNG: Rung = { name: 'namespaces', make: (needs) => new NamespaceRunner(needs) };

/** Set by the surroundings of the step that has podman. */
const engine = (globalThis as { containerEngine?: EngineOptions }).containerEngine;

export const CONTAINER_RUNG: Rung = {
  name: 'container',
  base: machineBase,
  folder: 'engine',
  make: (needs) => {
    mkdirSync(needs.directory, { recursive: true });
    return new ContainerRunner({ ...needs, engine: new Engine(engine) });
  },
};

/** An image that brings its base, in namespaces. */
const WITH_BASE: Rung = { ...NAMESPACE_RUNG, name: 'namespaces with a base', base: machineBase };

/** Some kernels, and most containers, let no user make namespaces. Everywhere else the rung has to work. */
const hasNamespaces =
  spawnSync('unshare', ['--user', '--map-root-user', '--mount', '--pid', '--fork', 'true']).status === 0;

/** The step that has podman tries images that bring their base, all others images without one. */
const withoutBases = hasNamespaces ? [NAMESPACE_RUNG] : [];
const withBases = [CONTAINER_RUNG, ...(hasNamespaces ? [WITH_BASE] : [])];
export const ISOLATED_RUNGS: readonly Rung[] = engine === undefined ? withoutBases : withBases;
export const RUNGS: readonly Rung[] = [...(engine === undefined ? [PROCESS_RUNG] : []), ...ISOLATED_RUNGS];

/** Describes what holds for every isolated rung; on a machine without one, that there is none. */
export function describeIsolated(title: string, body: (rung: Rung) => void): void {
  if (ISOLATED_RUNGS.length > 0) describe.each(ISOLATED_RUNGS)(`${title} $name`, body);
  else test(`${title}: none on this machine`, () => expect(ISOLATED_RUNGS).toEqual([]));
}
