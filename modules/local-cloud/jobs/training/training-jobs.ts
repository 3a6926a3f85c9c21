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

/** How a job is started. */
export interface StartOptions {
  /** How many of its kind may run side by side; 1 unless said. */
  readonly siblings?: number;
  /** Judges each value of a trial's objective as it is printed: true stops the trial early. */
  readonly judge?: ((value: number) => boolean) | undefined;
  /** Called when program and uploads are through. What must be kept of them is durable when it resolves. */
  readonly completing?: () => Promise<void>;
}

/** Keeps something up to date with the status of jobs; called inside the transaction that writes it. */
export type StatusProjection = (record: TrainingJobRecord, before: TrainingJobRecord) => void;

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
  private readonly projections: StatusProjection[] = [];

  constructor(parts: TrainingParts) {
    this.parts = parts;
    this.records = new TrainingRecords(parts.store);
  }

  /** What a projection writes is seen together with the status. */
  project(projection: StatusProjection): void {
    this.projections.push(projection);
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
    this.write(record);
    return record;
  }

  /** Starts a job that was added. */
  start(name: string, { siblings = 1, judge, completing }: StartOptions = {}): void {
    const takeMetrics = this.metricsTaker(this.require(name), judge);
    const run = new TrainingRun(this.parts, {
      record: () => this.require(name),
      step: (step, members = {}) =>
        this.update(name, (record) => ({ ...advance(record, step, this.now()), ...members })),
      metrics: takeMetrics,
      completing: async () => completing?.(),
      siblings,
    });
    const finished = run
      .run()
      .catch((error: unknown) =>
        this.parts.logger.error('training job left unended', { name, error: messageOf(error) }),
      )
      .then(() => void this.active.delete(keyOf(name)));
    this.active.set(keyOf(name), { run, finished });
  }

  /** Resolves once nothing of the job runs any more. */
  async finished(name: string): Promise<void> {
    await this.active.get(keyOf(name))?.finished;
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
  private metricsTaker(
    record: TrainingJobRecord,
    judge: StartOptions['judge'],
  ): (values: readonly MetricValue[]) => void {
    if (judge === undefined) return () => undefined;
    const metric = record.trial?.objective.metricName;
    return (values) => {
      const objective = values.find(({ name }) => name === metric);
      if (objective === undefined || !judge(objective.value)) return;
      this.active.get(keyOf(record.name))?.run.stop('early stopping');
    };
  }

  private update(name: string, change: (record: TrainingJobRecord) => TrainingJobRecord): void {
    this.parts.store.transaction(() => {
      const before = this.require(name);
      const changed = change(before);
      const record =
        changed.trial !== undefined && isEnded(changed.status)
          ? { ...changed, trial: judged(changed, changed.trial) }
          : changed;
      this.write(record, before);
    });
  }

  private write(record: TrainingJobRecord, before?: TrainingJobRecord): void {
    const { name, arn, status, modifiedAtMs: atMs } = record;
    this.parts.store.transaction(() => {
      this.records.put(record);
      if (status === before?.status) return;
      if (before !== undefined) for (const projection of this.projections) projection(record, before);
      this.parts.events.append({ kind: 'training job', name, arn, status, atMs });
    });
  }

  private require(name: string): TrainingJobRecord {
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
