import type { Clock } from '../../kernel';
import type { LogEvent, LogSink } from '../ports';

/** Where a job's lines go. */
export interface LogAddress {
  readonly group: string;
  readonly stream: string;
}

const GATHER_MS = 100;
const GATHER_EVENTS = 500;

/** Gathers lines and appends them in batches, so that a chatty job costs a write a tenth of a second, not a line. */
export class JobLog {
  private readonly sink: LogSink;
  private readonly address: LogAddress;
  private readonly clock: Clock;
  private waiting: LogEvent[] = [];
  private timer: AbortController | undefined;

  constructor(sink: LogSink, address: LogAddress, clock: Clock) {
    this.sink = sink;
    this.address = address;
    this.clock = clock;
  }

  add(message: string): void {
    this.waiting.push({ timestampMs: this.clock.now(), message });
    if (this.waiting.length >= GATHER_EVENTS) this.flush();
    else if (this.timer === undefined) this.arm();
  }

  /** Writes what was gathered; durable when it returns. */
  flush(): void {
    this.timer?.abort();
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const events = this.waiting;
    this.waiting = [];
    this.sink.append(this.address.group, this.address.stream, events);
  }

  private arm(): void {
    const timer = (this.timer = new AbortController());
    this.clock.sleep(GATHER_MS, timer.signal).then(
      () => this.flush(),
      () => undefined,
    );
  }
}
