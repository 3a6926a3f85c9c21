import type { Clock } from '../../../kernel';
import type { JobLog } from '../job-log';
import { MetricExtractor } from './metric-extractor';
import type { MetricValue, TrainingJobRecord } from './training-job-record';

const REMEMBERED_LINES = 8;

/** What a training program prints: every line goes to the job's log, and metrics are read from it. */
export class ProgramOutput {
  private readonly log: JobLog;
  private readonly clock: Clock;
  private readonly extractor: MetricExtractor;
  private readonly lastLines: string[] = [];

  constructor(request: TrainingJobRecord['request'], log: JobLog, clock: Clock) {
    this.log = log;
    this.clock = clock;
    this.extractor = new MetricExtractor(request.AlgorithmSpecification?.MetricDefinitions ?? [], (text) =>
      log.add(text),
    );
  }

  /** Returns the values of metrics in a line. */
  read(line: string): readonly MetricValue[] {
    this.log.add(line);
    this.remember(line);
    return this.extractor.read(line, this.clock.now());
  }

  /** The last output of the program, for a job that reports nothing else about its failure. */
  get end(): string {
    return this.lastLines.join('\n');
  }

  /** The last value of each metric; only finite numbers. */
  get finalMetrics(): readonly MetricValue[] {
    return this.extractor.final().filter(({ value }) => Number.isFinite(value));
  }

  /** Another program starts, on another instance. */
  startAgain(): void {
    this.lastLines.length = 0;
  }

  private remember(line: string): void {
    if (line.trim() === '') return;
    this.lastLines.push(line);
    if (this.lastLines.length > REMEMBERED_LINES) this.lastLines.shift();
  }
}
