import { TrainingLogReader } from '../../aws';
import type { AwsSession } from '../../aws';

/** A training job whose log is shown. */
export interface LoggedJob {
  readonly name: string;
  readonly status: string;
  readonly failureReason?: string;
}

/** A training job, or all of a search, and whether anything can still come. */
export interface LogSource {
  readonly kind: 'training job' | 'search';
  look(): Promise<{ readonly jobs: readonly LoggedJob[]; readonly isOver: boolean }>;
}

interface FollowOptions {
  /** Lines of each that were there before; all if absent. */
  readonly tail: number | undefined;
  readonly onlyFailed: boolean;
  readonly show: (job: LoggedJob, line: string) => void;
}

const POLL_MS = { local: 500, aws: 5_000 } as const;

/** Shows the lines of a source as they come, until it is over. A training job that has ended is read once more and then left. */
export async function followLogs(
  session: AwsSession,
  source: LogSource,
  { tail, onlyFailed, show }: FollowOptions,
  signal: AbortSignal,
): Promise<void> {
  const readers = new Map<string, TrainingLogReader>();
  const done = new Set<string>();
  for (;;) {
    const { jobs, isOver } = await source.look();
    for (const job of jobs) {
      if (done.has(job.name) || (onlyFailed && job.status !== 'Failed')) continue;
      const known = readers.get(job.name);
      const reader = known ?? new TrainingLogReader(session, job.name);
      readers.set(job.name, reader);
      const lines = await reader.more(signal);
      const shown = known === undefined && tail !== undefined ? lines.slice(-tail) : lines;
      for (const line of shown) show(job, line);
      if (job.status !== 'InProgress' && job.status !== 'Stopping') done.add(job.name);
    }
    if (isOver) return;
    await session.clock.sleep(POLL_MS[session.settings.target], signal);
  }
}
