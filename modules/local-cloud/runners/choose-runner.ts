import { mkdir } from 'node:fs/promises';
import { TuneformError } from '../../kernel';
import type { Clock, Logger } from '../../kernel';
import type { ImageSource } from '../ports/ports';
import { ContainerRunner } from './container/container-runner';
import { findEngine } from './container/probe-engine';
import { NamespaceRunner } from './namespaces/namespace-runner';
import { whyNoNamespaces } from './namespaces/probe-namespaces';
import { ProcessRunner } from './process/process-runner';
import type { Runner } from './runner';

/**
 * The rungs of the ladder that can be asked for; `auto` is the most isolated one that this machine has. `in the open` is the same of those that
 * keep a container's files and processes where this process can look at them.
 */
export type RunnerChoice = 'auto' | 'in the open' | 'container' | 'namespaces' | 'process';

export interface RunnerNeeds {
  readonly clock: Clock;
  readonly images: ImageSource;
  /** The runner's own folder. */
  readonly directory: string;
}

/** A rung of this machine, or why it has none. */
type Rung = { readonly ok: true; readonly runner: Runner } | { readonly ok: false; readonly why: string };

/**
 * Returns the runner of the rung. A missing rung is logged once with the reason if there is a lower one.
 *
 * @throws {TuneformError} RUNNER_MISSING if this very rung was asked for.
 */
export async function chooseRunner(
  choice: RunnerChoice,
  needs: RunnerNeeds,
  logger: Logger,
): Promise<Runner> {
  if (choice === 'process') return new ProcessRunner(needs);
  await mkdir(needs.directory, { recursive: true });
  if (choice === 'auto' || choice === 'in the open') return climbDown(choice, needs, logger);
  const rung = await tryRung(choice, needs);
  if (rung.ok) return rung.runner;
  throw new TuneformError(
    `The runner "${choice}" does not work on this machine: ${rung.why} Or choose another: --runner ${choice === 'container' ? 'auto' : 'process'}`,
    { code: 'RUNNER_MISSING', summary: 'Runner Not Available' },
  );
}

async function climbDown(
  choice: 'auto' | 'in the open',
  needs: RunnerNeeds,
  logger: Logger,
): Promise<Runner> {
  const container = choice === 'auto' ? await tryRung('container', needs) : undefined;
  if (container?.ok === true) return container.runner;
  const namespaces = await tryRung('namespaces', needs);
  const nor = container === undefined ? '' : ` Nor does a container engine: ${container.why}`;
  if (!namespaces.ok) {
    const why = `${namespaces.why}${nor}`;
    logger.warn('images run as plain processes, because this machine has no other runner', { why });
    return new ProcessRunner(needs);
  }
  if (container !== undefined) {
    const { why } = container;
    logger.info('images run in namespaces, because this machine has no container engine that works', { why });
  }
  return namespaces.runner;
}

async function tryRung(rung: 'container' | 'namespaces', needs: RunnerNeeds): Promise<Rung> {
  if (rung === 'namespaces') {
    const why = await whyNoNamespaces(needs.directory);
    return why === undefined ? { ok: true, runner: new NamespaceRunner(needs) } : { ok: false, why };
  }
  const found = await findEngine(needs.directory);
  if (!found.ok) return found;
  const below = await tryRung('namespaces', needs);
  const forPacked = below.ok ? { forPacked: below.runner } : {};
  return { ok: true, runner: new ContainerRunner({ ...needs, engine: found.engine, ...forPacked }) };
}
