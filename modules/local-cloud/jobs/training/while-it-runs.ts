import type { Clock } from '../../../kernel';
import type { ContainerExit, RunningContainer } from '../../runners/runner';
import { sayIfOpen } from './say-if-open';
import { watchRunTime } from './time-limits';
import type { TrainingJobRecord } from './training-job-record';

export interface RunWatch {
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Called when the job's maximum run time is over. */
  readonly passed: () => void;
}

/** Watches a program until it ends: its time, and whether other machines can reach it. Returns how it ended. */
export async function whileItRuns(
  container: RunningContainer,
  record: TrainingJobRecord,
  { clock, say, passed }: RunWatch,
): Promise<ContainerExit> {
  const over = new AbortController();
  watchRunTime(record, { clock, signal: over.signal, passed });
  void sayIfOpen(container, { clock, say });
  const exit = await container.exited;
  over.abort();
  return exit;
}
