import { dirname } from 'node:path';
import { messageOf } from '../../../kernel';
import { discardFolder } from '../../runners/discard-folder';
import { sweepFolder } from '../../runners/sweep-folder';
import type { ListingIndex } from '../../store/listing-index';
import { advance, isEnded } from './training-job-record';
import type { MetricValue, TrainingJobRecord, TrialRecord } from './training-job-record';
import { TrainingRecords } from './training-records';
import type { ListedTrial } from './training-records';
import type { TrainingParts } from './training-parts';
import { jobDirectory, TrainingRun } from './training-run';
import type { StopCause } from './training-run';

/** Who wants to know what becomes of trials. */
export interface TrialObserver {
  /** A trial is started; answers who judges each value of its objective (true: stop it early), or that nobody does. */
  watch(record: TrainingJobRecord): ((value: number) => boolean) | undefined;
  /** The trial's status changed. Called inside the transaction that writes it, so that both are seen together. */
  changed(record: TrainingJobRecord, before: TrainingJobRecord): void;
  /** The trial's program and uploads are through. What must be kept of them is durable when this resolves. */
  completing(record: TrainingJobRecord): Promise<void>;
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
}

/** All training jobs: their records in the store and the ones running now. */
export class TrainingJobs {
  private readonly parts: TrainingParts;
  private readonly records: TrainingRecords;
  private readonly active = new Map<string, ActiveJob>();
  private observer: TrialObserver | undefined;

  constructor(parts: TrainingParts) {
    this.parts = parts;
    this.records = new TrainingRecords(parts.store);
  }

  observe(observer: TrialObserver): void {
    this.observer = observer;
  }

  get(name: string): TrainingJobRecord | undefined {
    return this.records.get(name);
  }

  /** What listings look at. */
  get index(): ListingIndex<ListedTrial> {
    return this.records.index;
  }

  /** What listings look at of the training jobs of one tuning job. */
  trialsOf(tuningJobId: string): ListingIndex<ListedTrial> {
    return this.records.trialsOf(tuningJobId);
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
    this.records.put(record);
    return record;
  }

  /** Starts a job that was added. `sharers`: how many of its kind may run side by side. */
  start(name: string, sharers = 1): void {
    const takeMetrics = this.metricsTaker(this.expect(name));
    const run = new TrainingRun(this.parts, {
      record: () => this.expect(name),
      step: (step, members = {}) =>
        this.update(name, (record) => ({ ...advance(record, step, this.now()), ...members })),
      metrics: takeMetrics,
      completing: async () => this.observer?.completing(this.expect(name)),
      sharers,
    });
    const finished = run
      .run()
      .catch((error: unknown) =>
        this.parts.logger.error('training job left unended', { name, error: messageOf(error) }),
      )
      .then(() => this.finish(name));
    this.active.set(keyOf(name), { run, finished });
  }

  /** Asks a running job to end; false when it is not running. */
  stop(name: string, cause: StopCause = 'requested'): boolean {
    const job = this.active.get(keyOf(name));
    job?.run.stop(cause);
    return job !== undefined;
  }

  /** Forgets a job that has ended. */
  remove(name: string): void {
    this.records.remove(name);
  }

  /**
   * Deals with jobs that an earlier process left unended: their programs are gone, and the records say so.
   * Jobs that were being stopped are now stopped; the rest failed, through no fault of their own.
   */
  async settleInterrupted(): Promise<void> {
    const left = [...this.records.index.all()].filter(
      ({ name, status }) => !isEnded(status) && !this.active.has(keyOf(name)),
    );
    for (const record of left) {
      await discardFolder(jobDirectory(this.parts, record.name), this.parts.logger);
      this.update(record.name, (current) => interrupted(current, this.now()));
    }
    const jobs = dirname(jobDirectory(this.parts, 'any'));
    await sweepFolder(jobs, (name) => this.active.has(name), this.parts.logger);
  }

  /** Ends what runs without touching the records; the next start settles them. */
  async close(): Promise<void> {
    const all = [...this.active.values()];
    for (const { run } of all) run.stop('shutdown');
    await this.parts.runner().then((runner) => runner.close());
    await Promise.all(all.map(({ finished }) => finished));
  }

  /** Takes the values of one job. Programs print one a line: nothing is read or written for it. */
  private metricsTaker(record: TrainingJobRecord): (values: readonly MetricValue[]) => void {
    const judge = record.trial === undefined ? undefined : this.observer?.watch(record);
    if (judge === undefined) return () => undefined;
    const metric = record.trial?.objective.metricName;
    return (values) => {
      const objective = values.find(({ name }) => name === metric);
      if (objective === undefined || !judge(objective.value)) return;
      this.active.get(keyOf(record.name))?.run.stop('early stopping');
    };
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
      const record =
        changed.trial !== undefined && isEnded(changed.status)
          ? { ...changed, trial: judged(changed, changed.trial) }
          : changed;
      this.records.put(record);
      if (record.trial !== undefined && record.status !== before.status) {
        this.observer?.changed(record, before);
      }
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
function judged(record: TrainingJobRecord, trial: TrialRecord): TrialRecord {
  const found = record.finalMetrics.some(({ name }) => name === trial.objective.metricName);
  const succeeded = found && record.status !== 'Failed';
  return { ...trial, objectiveStatus: succeeded ? 'Succeeded' : 'Failed' };
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
