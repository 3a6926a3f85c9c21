import type { Clock } from '../../../kernel';
import type { TuningJobRecord } from './tuning-job-record';

/** Waits for the maximum run times of tuning jobs, counted from their creation, also across processes. */
export class TuningDeadlines {
  private readonly clock: Clock;
  private readonly passed: (name: string) => void;
  private readonly waits = new Map<string, AbortController>();

  /** Calls `passed` with the name of a job whose time is over. */
  constructor(clock: Clock, passed: (name: string) => void) {
    this.clock = clock;
    this.passed = passed;
  }

  /** Waits for the job's deadline, if it has one. */
  await({ name, request, createdAtMs }: TuningJobRecord): void {
    const seconds = request.HyperParameterTuningJobConfig?.ResourceLimits?.MaxRuntimeInSeconds;
    if (seconds === undefined) return;
    const wait = new AbortController();
    this.waits.set(keyOf(name), wait);
    // Never longer than the whole time, even if the time of day was set since.
    const left = Math.min(Math.max(0, createdAtMs + seconds * 1000 - this.clock.now()), seconds * 1000);
    this.clock.sleep(left, wait.signal).then(
      () => this.passed(name),
      () => undefined,
    );
  }

  forget(name: string): void {
    this.waits.get(keyOf(name))?.abort();
    this.waits.delete(keyOf(name));
  }

  forgetAll(): void {
    for (const wait of this.waits.values()) wait.abort();
  }
}

const keyOf = (name: string): string => name.toLowerCase();
