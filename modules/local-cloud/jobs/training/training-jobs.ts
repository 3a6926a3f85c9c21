import { dirname } from 'node:path';
import { messageOf } from '../../../kernel';
import { discardFolder } from '../../runners/discard-folder';
import { sweepFolder } from '../../runners/sweep-folder';
import type { ListingIndex } from '../../store/listing-index';
import type { InstanceLoss } from '../../ports/instance-loss';
import { advance, isEnded, STARTING, withObjectiveStatus } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';
import { TrainingRecords } from './training-records';
import type { ListedTrial } from './training-records';
import type { TrainingDependencies } from './training-dependencies';
import { interruptedJob } from './interrupted-job';
import { jobDirectory } from './job-directory';
import { judgeValues, NO_JUDGE } from './judge-values';
import type { StopCause } from './run-hooks';
import { TrainingRun } from './training-run';

/** Options of a start. */
export interface StartOptions {
  /** Number of jobs of its kind that may run concurrently. @default 1 */
  readonly siblings?: number;
  /** Checks each printed value of a trial's objective; true stops the trial early. */
  readonly judge?: ((value: number) => boolean) | undefined;
  /** Called after the program and its uploads. Data to keep is durable when it resolves. */
  readonly completing?: () => Promise<void>;
}

/** Keeps data consistent with the status of jobs; called inside the transaction that writes it. */
export type StatusProjection = (record: TrainingJobRecord, before: TrainingJobRecord) => void;

/** Properties of a new job; status and history start here. */
export type NewTrainingJob = Pick<
  TrainingJobRecord,
  'name' | 'arn' | 'request' | 'imageDigest' | 'createdAtMs' | 'trial'
>;

interface ActiveJob {
  readonly run: TrainingRun;
  readonly finished: Promise<void>;
}

/** All training jobs: their records in the store and the running ones. */
export class TrainingJobs {
  private readonly dependencies: TrainingDependencies;
  private readonly records: TrainingRecords;
  private readonly active = new Map<string, ActiveJob>();
  private readonly projections: StatusProjection[] = [];

  constructor(dependencies: TrainingDependencies) {
    this.dependencies = dependencies;
    this.records = new TrainingRecords(dependencies.store);
  }

  /** A projection's writes become visible together with the status. */
  project(projection: StatusProjection): void {
    this.projections.push(projection);
  }

  get(name: string): TrainingJobRecord | undefined {
    return this.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<ListedTrial> {
    return this.records.index;
  }

  /** The listing entries of the training jobs of one tuning job. */
  trialsOf(tuningJobId: string): ListingIndex<ListedTrial> {
    return this.records.trialsOf(tuningJobId);
  }

  /** Writes the record; durable when it returns. Start the job after the surrounding transaction. */
  add(job: NewTrainingJob): TrainingJobRecord {
    const fresh: TrainingJobRecord = {
      ...job,
      status: 'InProgress',
      transitions: [],
      modifiedAtMs: job.createdAtMs,
      finalMetrics: [],
    };
    const record = advance(fresh, STARTING, job.createdAtMs);
    this.write(record);
    return record;
  }

  /** Starts a job that was added. */
  start(name: string, { siblings = 1, judge, completing }: StartOptions = {}): void {
    const metricName = this.require(name).trial?.objective.metricName;
    const { take, startsAgain } =
      judge === undefined
        ? NO_JUDGE
        : judgeValues(metricName, judge, () => this.stop(name, 'early stopping'));
    const run = new TrainingRun(this.dependencies, {
      record: () => this.require(name),
      step: (step, members = {}) =>
        this.update(name, (record) => ({ ...advance(record, step, this.now()), ...members })),
      metrics: take,
      startsAgain,
      completing: async () => completing?.(),
      siblings,
    });
    const finished = run
      .run()
      .catch((error: unknown) =>
        this.dependencies.logger.error('training job left unended', { name, error: messageOf(error) }),
      )
      .then(() => void this.active.delete(keyOf(name)));
    this.active.set(keyOf(name), { run, finished });
  }

  /** Resolves once no process of the job runs any more. */
  async finished(name: string): Promise<void> {
    await this.active.get(keyOf(name))?.finished;
  }

  /** Asks a running job to end. Returns false if it is not running. */
  stop(name: string, cause: StopCause = 'requested'): boolean {
    const job = this.active.get(keyOf(name));
    job?.run.stop(cause);
    return job !== undefined;
  }

  /** Takes the instance of a running job away. Returns why that is impossible; undefined if it happens. */
  loseInstance(name: string, loss: InstanceLoss): string | undefined {
    const record = this.get(name);
    if (record === undefined) return `There is no training job ${name}.`;
    const job = this.active.get(keyOf(name));
    return job === undefined
      ? `The training job ${record.name} has ended: it is ${record.status}.`
      : job.run.loseInstance(loss);
  }

  /** The jobs that run or wait to. */
  running(): readonly TrainingJobRecord[] {
    return [...this.active.keys()]
      .flatMap((name) => this.get(name) ?? [])
      .filter((one) => !isEnded(one.status));
  }

  /** Whether the job runs, or waits to. */
  isActive(name: string): boolean {
    return this.active.has(keyOf(name));
  }

  /** Removes the record of an ended job. */
  remove(name: string): void {
    this.records.remove(name);
  }

  /**
   * Settles jobs that an earlier process left unfinished: their programs are gone, and the records say so. Those with attempts
   * left start again; trials start with their search.
   */
  async settleInterrupted(): Promise<void> {
    const left = [...this.records.index.all()].filter(
      ({ name, status }) => !isEnded(status) && !this.active.has(keyOf(name)),
    );
    for (const record of left) {
      await discardFolder(jobDirectory(this.dependencies, record.name), this.dependencies.logger);
      this.update(record.name, (current) => interruptedJob(current, this.now()));
    }
    const jobs = dirname(jobDirectory(this.dependencies, 'any'));
    await sweepFolder(jobs, (name) => this.active.has(name), this.dependencies.logger);
    for (const { name } of left) {
      const record = this.get(name);
      if (record !== undefined && !isEnded(record.status) && record.trial === undefined) this.start(name);
    }
  }

  /** Ends running jobs without changing the records; the next start settles them. */
  async close(): Promise<void> {
    const all = [...this.active.values()];
    for (const { run } of all) run.stop('shutdown');
    await this.dependencies.runner().then((runner) => runner.close());
    await Promise.all(all.map(({ finished }) => finished));
  }

  private update(name: string, change: (record: TrainingJobRecord) => TrainingJobRecord): void {
    this.dependencies.store.transaction(() => {
      const before = this.require(name);
      this.write(withObjectiveStatus(change(before)), before);
    });
  }

  private write(record: TrainingJobRecord, before?: TrainingJobRecord): void {
    const { name, arn, status, modifiedAtMs: atMs } = record;
    this.dependencies.store.transaction(() => {
      this.records.put(record);
      if (status === before?.status) return;
      if (before !== undefined) for (const projection of this.projections) projection(record, before);
      this.dependencies.events.append({ kind: 'training job', name, arn, status, atMs });
    });
  }

  private require(name: string): TrainingJobRecord {
    const record = this.get(name);
    if (record === undefined) throw new Error(`The training job ${name} vanished while it ran.`);
    return record;
  }

  private now(): number {
    return this.dependencies.clock.now();
  }
}

const keyOf = (name: string): string => name.toLowerCase();
