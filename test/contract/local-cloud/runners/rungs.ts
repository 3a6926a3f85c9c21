import type { RunnerNeeds } from '../../../../modules/local-cloud/local-cloud';
import { ProcessRunner } from '../../../../modules/local-cloud/runners/process/process-runner';
import type { Runner } from '../../../../modules/local-cloud/runners/runner';

/** A rung of the ladder that this machine has, for suites that hold for every rung. */
export interface Rung {
  readonly name: string;
  readonly make: (needs: RunnerNeeds) => Runner;
}

export const PROCESS_RUNG: Rung = { name: 'process', make: (needs) => new ProcessRunner(needs) };

export const RUNGS: readonly Rung[] = [PROCESS_RUNG];
