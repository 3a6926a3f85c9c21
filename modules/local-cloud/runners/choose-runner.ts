import { mkdir } from 'node:fs/promises';
import { TuneformError } from '../../kernel';
import type { Clock, Logger } from '../../kernel';
import type { ImageSource } from '../ports/ports';
import { NamespaceRunner } from './namespaces/namespace-runner';
import { whyNoNamespaces } from './namespaces/probe-namespaces';
import { ProcessRunner } from './process/process-runner';
import type { Runner } from './runner';

/** The rungs of the ladder that can be asked for; `auto` is the most isolated one that this machine has. */
export type RunnerChoice = 'auto' | 'namespaces' | 'process';

export interface RunnerNeeds {
  readonly clock: Clock;
  readonly images: ImageSource;
  /** The runner's own folder. */
  readonly directory: string;
}

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
  const why = await whyNoNamespaces(needs.directory);
  if (why === undefined) return new NamespaceRunner(needs);
  if (choice === 'auto') {
    logger.warn('images run as plain processes, because this machine has no other runner', { why });
    return new ProcessRunner(needs);
  }
  throw new TuneformError(
    `The runner "${choice}" does not work on this machine: ${why} Or choose another: --runner process`,
    { code: 'RUNNER_MISSING', summary: 'Runner Not Available' },
  );
}
