import { setMaxListeners } from 'node:events';
import { messageOf, sha256Hex } from '../../../kernel';
import type { JobEvent } from '../../events/job-event';
import type { Listed, ListingIndex } from '../../store/listing-index';
import { whenWritable } from '../../store/when-writable';
import type { TrainingJobRecord } from '../training/training-job-record';
import { isEnded } from '../training/training-job-record';
import type { TrainingJobs } from '../training/training-jobs';
import { ComparisonRecords } from './comparison-records';
import { RunningSearch } from './running-search';
import type { SearchDependencies } from './running-search';
import { Trials } from './trials';
import { TuningDeadlines } from './tuning-deadlines';
import type { NewTuningJob, TrialIdentity, TuningDependencies } from './tuning-dependencies';
import { closing, ended } from './tuning-ending';
import { isTuningEnded } from './tuning-job-record';
import type { Ending, TuningJobRecord } from './tuning-job-record';
import { TuningRecords } from './tuning-records';
import { NO_TRIALS } from './tuning-summary';

/** All tuning jobs, from their creation to their end. The searches of those in progress drive them. */
export class TuningJobs {
  private readonly dependencies: SearchDependencies;
  /** The searches in progress. */
  private readonly searches = new Map<string, RunningSearch>();
  private readonly deadlines: TuningDeadlines;
  private readonly ending = new AbortController();

  constructor(dependencies: TuningDependencies, training: TrainingJobs, identity: TrialIdentity) {
    const { store, clock, logger, events } = dependencies;
    const { signal } = this.ending;
    // Any number of searches sleep on it; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, signal);
    const records = new TuningRecords(dependencies);
    this.dependencies = {
      ...dependencies,
      training,
      records,
      trials: new Trials(clock, training, records, identity),
      comparisons: new ComparisonRecords(store, { clock, logger, signal }),
      signal,
    };
    this.deadlines = new TuningDeadlines(clock, (name) => {
      void whenWritable(() => this.close(name, { status: 'Completed' }), { clock, logger, signal });
    });
    events.subscribe('tuning jobs', (event) => this.heard(event));
  }

  get(name: string): TuningJobRecord | undefined {
    return this.dependencies.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<Listed> {
    return this.dependencies.records.index;
  }

  /** Number of jobs in progress. */
  get active(): number {
    return this.searches.size;
  }

  /** Writes the record; durable when it returns. Start the job after the surrounding transaction. */
  add(job: NewTuningJob): TuningJobRecord {
    const record: TuningJobRecord = {
      ...job,
      seed: job.request.HyperParameterTuningJobConfig?.RandomSeed ?? seedOf(job.name),
      status: 'InProgress',
      modifiedAtMs: job.createdAtMs,
      summary: NO_TRIALS,
    };
    this.dependencies.records.putStatus(record);
    return record;
  }

  /** Begins or resumes the search of a job. Returns at once. */
  start(name: string): void {
    const job = this.get(name);
    if (job === undefined) return;
    this.deadlines.await(job);
    try {
      const search = new RunningSearch(job, this.dependencies, {
        close: (ending) => this.close(name, ending),
        end: (record, ending) => this.end(record, ending),
        fail: (record, error) => this.fail(record, error),
      });
      this.searches.set(keyOf(name), search);
      search.begin(job);
    } catch (error) {
      this.fail(job, error);
    }
  }

  /** Asks a job to end: no more trials are launched and running ones are stopped. */
  stop(name: string): void {
    this.close(name, { status: 'Stopped' });
  }

  remove(name: string): void {
    this.dependencies.records.remove(name);
  }

  /** Resumes the searches that an earlier process left unfinished, once their trials are settled. */
  resume(): void {
    for (const { name, status } of [...this.index.all()]) {
      const job = isTuningEnded(status as TuningJobRecord['status']) ? undefined : this.get(name);
      if (job === undefined) continue;
      this.dependencies.trials.recount(job);
      this.start(name);
    }
  }

  shutDown(): void {
    this.ending.abort();
    this.deadlines.forgetAll();
  }

  /** Tells a search that one of its trials has ended. */
  private async heard({ kind, name, status }: JobEvent): Promise<void> {
    if (kind !== 'training job' || !isEnded(status as TrainingJobRecord['status'])) return;
    const { training } = this.dependencies;
    await training.finished(name);
    const record = training.get(name);
    if (record?.trial === undefined) return;
    const search = this.searches.get(keyOf(record.trial.tuningJobName));
    // A later tuning job may have the name of the one that launched the trial.
    if (search?.id === record.trial.tuningJobId) await search.heard(record);
  }

  private close(name: string, ending: Ending): void {
    const job = this.get(name);
    if (job === undefined || isTuningEnded(job.status)) return;
    const { records, trials, clock } = this.dependencies;
    records.putStatus(closing(job, ending, clock.now()), job.status);
    trials.stop(job);
    this.searches.get(keyOf(name))?.advance();
  }

  /** A search that cannot continue must report that instead of hanging for ever. */
  private fail(job: TuningJobRecord, error: unknown): void {
    this.dependencies.logger.error('tuning job failed unexpectedly', {
      tuningJob: job.name,
      error: messageOf(error),
    });
    this.end(job, { status: 'Failed', reason: messageOf(error), fault: 'service' });
  }

  private end(job: TuningJobRecord, ending: Ending): void {
    const { store, records, comparisons, clock, logger } = this.dependencies;
    store.transaction(() => {
      records.putStatus(ended(job, ending, clock.now()), job.status);
      comparisons.forget(job.id);
    });
    this.searches.delete(keyOf(job.name));
    this.deadlines.forget(job.name);
    logger.info('tuning job ended', {
      tuningJob: job.name,
      status: ending.status,
      reason: ending.reason,
    });
  }
}

const keyOf = (name: string): string => name.toLowerCase();

/** Searches of the same name repeat themselves on every machine; a request can name another seed. */
const seedOf = (name: string): number => Number.parseInt(sha256Hex(name.toLowerCase()).slice(0, 8), 16);
