import { messageOf } from '../../kernel';
import type { Clock, Logger } from '../../kernel';
import type { LogEvent, LogSink } from '../ports/ports';
import { ContainerPaths } from './container-paths';

/** The dependencies of a job's log. */
export interface JobLogDependencies {
  readonly logs: LogSink;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The local cloud's own folder, which no line names. */
  readonly directory: string;
}

/** Log group and stream of a job's lines. */
export interface LogAddress {
  readonly group: string;
  readonly stream: string;
}

const GATHER_MS = 100;
const GATHER_EVENTS = 500;

/**
 * Gathers lines and appends them in batches, so that a chatty job costs one write per tenth of a second instead of
 * one per line. Lines that cannot be written, for example on a full disk, are lost: the job continues, as SageMaker's
 * jobs do without their logs.
 */
export class JobLog {
  private readonly dependencies: JobLogDependencies;
  private readonly paths: ContainerPaths;
  private readonly address: LogAddress;
  private waiting: LogEvent[] = [];
  private timer: AbortController | undefined;

  constructor(dependencies: JobLogDependencies, address: LogAddress) {
    this.dependencies = dependencies;
    this.paths = new ContainerPaths(dependencies.directory);
    this.address = address;
  }

  add(line: string): void {
    const message = this.paths.translate(line);
    this.waiting.push({ timestampMs: this.dependencies.clock.now(), message });
    if (this.waiting.length >= GATHER_EVENTS) this.flush();
    else if (this.timer === undefined) this.arm();
  }

  /** Writes the gathered lines; durable when it returns. Never throws. */
  flush(): void {
    this.timer?.abort();
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const events = this.waiting;
    this.waiting = [];
    const { group, stream } = this.address;
    try {
      this.dependencies.logs.append(group, stream, events);
    } catch (error) {
      this.dependencies.logger.error('job log lines lost', {
        group,
        stream,
        lines: events.length,
        error: messageOf(error),
      });
    }
  }

  private arm(): void {
    const timer = (this.timer = new AbortController());
    this.dependencies.clock.sleep(GATHER_MS, timer.signal).then(
      () => this.flush(),
      () => undefined,
    );
  }
}
