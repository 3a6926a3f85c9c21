import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import type { RunningContainer } from '../runner';
import { MemoryWatch } from './memory-watch';
import { preferToEnd } from './prefer-to-end';
import { kill, startGroup } from './process-group';
import type { GroupRequest, RunningGroup } from './process-group';
import { ProcessTable } from './process-table';
import { Watchdog } from './watchdog';

/** Time for children to end when the local cloud itself stops. */
const CLOSING_GRACE_MS = 3_000;

type GroupOfContainer = Omit<GroupRequest, 'onStarted' | 'onGone'> & {
  readonly memoryBytes?: number;
  /** Leads the container's processes, if an engine holds them and not the group; undefined until they are there. */
  readonly leader?: () => number | undefined;
};

/**
 * The running containers of a runner that starts each as a process group. None outlives this process for long: the watchdog
 * ends them if it is killed, and the table tells the next process of those that are left even so.
 */
export class ContainerGroups {
  private readonly clock: Clock;
  private readonly table: ProcessTable;
  private readonly watchdog: Watchdog;
  private readonly memory: MemoryWatch;
  private readonly running = new Set<RunningContainer>();

  /**
   * @param directory The runner's own folder.
   * @param last A shell's command that ends what the groups leave when this process is killed.
   */
  constructor(directory: string, clock: Clock, last?: string) {
    this.clock = clock;
    this.watchdog = new Watchdog(last);
    this.memory = new MemoryWatch(clock);
    this.table = new ProcessTable(join(directory, 'processes'));
  }

  start({ memoryBytes = Infinity, leader, ...request }: GroupOfContainer): RunningGroup {
    let outOfMemory = false;
    const group = startGroup(
      {
        ...request,
        onStarted: (pid) => {
          this.watchdog.guard(pid);
          this.table.add(pid);
          preferToEnd(pid);
          if (memoryBytes === Infinity) return;
          const exceeded = (): void => {
            outOfMemory = true;
            kill(pid, request);
          };
          this.memory.add(pid, { bytes: memoryBytes, exceeded, leader: leader ?? (() => pid) });
        },
        onGone: (pid) => {
          this.memory.remove(pid);
          this.table.remove(pid);
          this.watchdog.release(pid);
        },
      },
      this.clock,
    );
    const exited = group.exited.then((exit) => (outOfMemory ? { ...exit, outOfMemory } : exit));
    const container = {
      ...group,
      exited,
      stop: async (graceMs: number) => {
        await group.stop(graceMs);
        return exited;
      },
    };
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
