import { messageOf } from '../../kernel';
import { discardFolder } from '../runners/discard-folder';
import type { Collection } from '../store/store';
import { advance, isEnded } from './training-job-record';
import type { MetricValue, TrainingJobRecord, TrialRecord } from './training-job-record';
import type { TrainingParts } from './training-parts';
import { jobDirectory, TrainingRun } from './training-run';
import type { StopCause } from './training-run';

/** Who wants to know what becomes of trials. */
export interface TrialObserver {
  /** A trial's objective took another value; answers whether to stop the trial early. */
  objective(record: TrainingJobRecord, series: readonly number[]): boolean;
  /** The trial's status changed. Called inside the transaction that writes it, so that both are seen together. */
  changed(record: TrainingJobRecord): void;
  /** Called after the end is durable. */
  ended(record: TrainingJobRecord): void;
}

/** Everything a job is created with; status and history start here. */
export type NewTrainingJob = Pick<
  TrainingJobRecord,
  'name' | 'arn' | 'request' | 'imageDigest' | 'createdAtMs' | 'trial'
>;

interface ActiveJob {
  readonly run: TrainingRun;
  readonly finished: Promise<void>;
  readonly series: number[];
}

/** All training jobs: their records in the store and the ones running now. */
export class TrainingJobs {
  private readonly parts: TrainingParts;
  private readonly records: Collection<TrainingJobRecord>;
  private readonly active = new Map<string, ActiveJob>();
  private observer: TrialObserver | undefined;

  constructor(parts: TrainingParts) {
    this.parts = parts;
    this.records = parts.store.collection('sagemaker/training-jobs');
  }

  observe(observer: TrialObserver): void {
    this.observer = observer;
  }

  get(name: string): TrainingJobRecord | undefined {
    return this.records.get(keyOf(name));
  }

  /** Records in the order of their names; with a prefix those whose names start with it, in any case. */
  *list(prefix = ''): Iterable<TrainingJobRecord> {
    for (const [, record] of this.records.list(keyOf(prefix))) yield record;
  }

  /** Writes the record, durable when it returns. Start it once the surrounding transaction is through. */
  add(job: NewTrainingJob): TrainingJobRecord {
    const fresh: TrainingJobRecord = {
      ...job,
      status: 'InProgress',
      transitions: [],
      modifiedAtMs: job.createdAtMs,
      finalMetrics: [],
    };
    const record = advance(
      fresh,
      { status: 'Starting', message: 'Preparing the instances for training' },
      job.createdAtMs,
    );
    this.records.put(keyOf(job.name), record);
    return record;
  }

  /** Starts a job that was added. `sharers`: how many of its kind may run side by side. */
  start(name: string, sharers = 1): void {
    const series: number[] = [];
    const run = new TrainingRun(this.parts, {
      record: () => this.expect(name),
      step: (step, members = {}) =>
        this.update(name, (record) => ({ ...advance(record, step, this.now()), ...members })),
      metrics: (values) => this.takeMetrics(name, values),
      sharers,
    });
    const finished = run
      .run()
      .catch((error: unknown) =>
        this.parts.logger.error('training job left unended', { name, error: messageOf(error) }),
      )
      .then(() => this.finish(name));
    this.active.set(keyOf(name), { run, finished, series });
  }

  /** Asks a running job to end; false when it is not running. */
  stop(name: string, cause: StopCause = 'requested'): boolean {
    const job = this.active.get(keyOf(name));
    job?.run.stop(cause);
    return job !== undefined;
  }

  /** Forgets a job that has ended. */
  remove(name: string): void {
    this.records.remove(keyOf(name));
  }

  /**
   * Deals with jobs that an earlier process left unended: their programs are gone, and the records say so.
   * Jobs that were being stopped are now stopped; the rest failed, through no fault of their own.
   */
  async settleInterrupted(): Promise<void> {
    const left = [...this.list()].filter(
      ({ name, status }) => !isEnded(status) && !this.active.has(keyOf(name)),
    );
    for (const record of left) {
      await discardFolder(jobDirectory(this.parts, record.name), this.parts.logger);
      this.update(record.name, (current) => interrupted(current, this.now()));
    }
  }

  /** Ends what runs without touching the records; the next start settles them. */
  async close(): Promise<void> {
    const all = [...this.active.values()];
    for (const { run } of all) run.stop('shutdown');
    await this.parts.runner().then((runner) => runner.close());
    await Promise.all(all.map(({ finished }) => finished));
  }

  private takeMetrics(name: string, values: readonly MetricValue[]): void {
    const record = this.expect(name);
    const objective = values.find((metric) => metric.name === record.trial?.objective.metricName);
    const job = this.active.get(keyOf(name));
    if (objective === undefined || job === undefined) return;
    job.series.push(objective.value);
    if (this.observer?.objective(record, job.series) === true) job.run.stop('early stopping');
  }

  private finish(name: string): void {
    this.active.delete(keyOf(name));
    const record = this.get(name);
    if (record !== undefined && isEnded(record.status)) this.observer?.ended(record);
  }

  private update(name: string, change: (record: TrainingJobRecord) => TrainingJobRecord): void {
    this.parts.store.transaction(() => {
      const before = this.expect(name);
      const changed = change(before);
      const series = this.active.get(keyOf(name))?.series ?? [];
      const record =
        changed.trial !== undefined && isEnded(changed.status)
          ? { ...changed, trial: judged(changed, changed.trial, series) }
          : changed;
      this.records.put(keyOf(name), record);
      if (record.trial !== undefined && record.status !== before.status) this.observer?.changed(record);
    });
  }

  private expect(name: string): TrainingJobRecord {
    const record = this.get(name);
    if (record === undefined) throw new Error(`The training job ${name} vanished while it ran.`);
    return record;
  }

  private now(): number {
    return this.parts.clock.now();
  }
}

const keyOf = (name: string): string => name.toLowerCase();

/** The trial of an ended job with its objective's status; only a finite number counts as one. */
function judged(record: TrainingJobRecord, trial: TrialRecord, series: readonly number[]): TrialRecord {
  const found = record.finalMetrics.some(({ name }) => name === trial.objective.metricName);
  const succeeded = found && record.status !== 'Failed';
  return {
    ...trial,
    objectiveStatus: succeeded ? 'Succeeded' : 'Failed',
    objectiveSeries: series.length > 0 ? [...series] : trial.objectiveSeries,
  };
}

function interrupted(record: TrainingJobRecord, nowMs: number): TrainingJobRecord {
  if (record.status === 'Stopping') {
    return advance(record, { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped' }, nowMs);
  }
  const reason = 'InternalServerError: interrupted by restart of the local cloud';
  const failed = advance(
    record,
    { status: 'Failed', primary: 'Failed', message: 'Training job failed' },
    nowMs,
  );
  return {
    ...failed,
    failureReason: reason,
    ...(record.trial === undefined ? {} : { trial: { ...record.trial, interrupted: true } }),
  };
}
