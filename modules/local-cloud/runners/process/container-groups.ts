import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import type { RunningContainer } from '../runner';
import { startGroup } from './process-group';
import type { GroupRequest, RunningGroup } from './process-group';
import { ProcessTable } from './process-table';
import { Watchdog } from './watchdog';

/** Time for children to end when the local cloud itself stops. */
const CLOSING_GRACE_MS = 3_000;

/**
 * The running containers of a runner that starts each as a process group. None outlives this process for long: the watchdog
 * ends them if it is killed, and the table tells the next process of those that are left even so.
 */
export class ContainerGroups {
  private readonly clock: Clock;
  private readonly table: ProcessTable;
  private readonly watchdog = new Watchdog();
  private readonly running = new Set<RunningContainer>();

  /** `directory`: the runner's own folder. */
  constructor(directory: string, clock: Clock) {
    this.clock = clock;
    this.table = new ProcessTable(join(directory, 'processes'));
  }

  start(request: Omit<GroupRequest, 'onStarted' | 'onGone'>): RunningGroup {
    const container = startGroup(
      {
        ...request,
        onStarted: (pid) => {
          this.watchdog.guard(pid);
          this.table.add(pid);
        },
        onGone: (pid) => {
          this.table.remove(pid);
          this.watchdog.release(pid);
        },
      },
      this.clock,
    );
    this.running.add(container);
    void container.exited.then(() => this.running.delete(container));
    return container;
  }

  /** Ends what an earlier process left running. Returns the number of containers. */
  sweep(): number {
    return this.table.sweep();
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((one) => one.stop(CLOSING_GRACE_MS)));
    this.watchdog.close();
  }
}
