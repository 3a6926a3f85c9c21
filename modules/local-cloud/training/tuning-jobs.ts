import { messageOf, sha256Hex } from '../../kernel';
import type { Suggestion } from '../../search';
import { createSearcher } from '../../search';
import type { Collection } from '../store/store';
import { shouldStopEarly } from './early-stopping';
import { parameterRanges } from './parameter-ranges';
import { planTuning } from './plan-tuning';
import { trialHistory } from './trial-history';
import { trialRequest } from './trial-request';
import type { TrainingJobRecord } from './training-job-record';
import { isEnded } from './training-job-record';
import type { TrainingJobs } from './training-jobs';
import type { TrainingParts } from './training-parts';
import { TuningDeadlines } from './tuning-deadlines';
import { closing, ended } from './tuning-ending';
import { effectiveDefinition, isTuningEnded, maxParallel } from './tuning-job-record';
import type { EffectiveDefinition, Ending, TuningJobRecord } from './tuning-job-record';
import { summarise } from './tuning-summary';

export type NewTuningJob = Pick<
  TuningJobRecord,
  'name' | 'arn' | 'id' | 'request' | 'imageDigest' | 'createdAtMs'
>;

/** Given to every training job a tuning job launches. */
export interface TrialStyle {
  readonly arnOf: (trainingJobName: string) => string;
  /** Called inside the transaction that creates the trial. */
  readonly tag: (job: TuningJobRecord, trial: TrainingJobRecord) => void;
}

/** What the search itself needs; its trials are the training jobs' business. */
export type TuningParts = Pick<TrainingParts, 'store' | 'clock' | 'logger'>;

/** All tuning jobs: their records, and the search that drives those in progress. */
export class TuningJobs {
  private readonly parts: TuningParts;
  private readonly training: TrainingJobs;
  private readonly style: TrialStyle;
  private readonly records: Collection<TuningJobRecord>;
  private readonly deadlines: TuningDeadlines;
  private closed = false;

  constructor(parts: TuningParts, training: TrainingJobs, style: TrialStyle) {
    this.parts = parts;
    this.training = training;
    this.style = style;
    this.records = parts.store.collection('sagemaker/tuning-jobs');
    this.deadlines = new TuningDeadlines(parts.clock, (name) => this.close(name, { status: 'Completed' }));
    training.observe({
      objective: (record, series) => this.isHopeless(record, series),
      changed: (record) => this.recount(record),
      ended: (record) => this.advance(record.trial?.tuningJobName ?? ''),
    });
  }

  get(name: string): TuningJobRecord | undefined {
    return this.records.get(keyOf(name));
  }

  *list(): Iterable<TuningJobRecord> {
    for (const [, record] of this.records.list()) yield record;
  }

  /** A tuning job's training jobs in the order they were launched. */
  trials(job: TuningJobRecord): TrainingJobRecord[] {
    return [...this.training.list(`${job.name}-`)]
      .filter(({ trial }) => trial?.tuningJobId === job.id)
      .sort((a, b) => (a.trial?.sequence ?? 0) - (b.trial?.sequence ?? 0));
  }

  /** Writes the record, durable when it returns. Start it once the surrounding transaction is through. */
  add(job: NewTuningJob): TuningJobRecord {
    const record: TuningJobRecord = {
      ...job,
      seed: job.request.HyperParameterTuningJobConfig?.RandomSeed ?? seedOf(job.name),
      status: 'InProgress',
      modifiedAtMs: job.createdAtMs,
      summary: summarise([]),
    };
    this.records.put(keyOf(job.name), record);
    return record;
  }

  /** Begins or resumes the search of a job. Returns at once. */
  start(name: string): void {
    const job = this.get(name);
    if (job !== undefined) this.deadlines.await(job);
    // The answer to the request that created the job comes first.
    setImmediate(() => this.advance(name));
  }

  /** Asks a job to end: nothing more is launched and what runs is stopped. */
  stop(name: string): void {
    this.close(name, { status: 'Stopped' });
  }

  remove(name: string): void {
    this.records.remove(keyOf(name));
  }

  /** Takes up the searches that an earlier process left unfinished, once their trials are settled. */
  resume(): void {
    for (const job of [...this.list()].filter(({ status }) => !isTuningEnded(status))) {
      this.recountJob(job);
      this.start(job.name);
    }
  }

  shutDown(): void {
    this.closed = true;
    this.deadlines.forgetAll();
  }

  private advance(name: string): void {
    const job = this.get(name);
    if (this.closed || job === undefined || isTuningEnded(job.status)) return;
    try {
      this.takeStep(job, this.trials(job));
    } catch (error) {
      // A search that cannot go on must say so rather than stand still for ever.
      this.parts.logger.error('tuning job failed inside', { tuningJob: name, error: messageOf(error) });
      this.end(job, { status: 'Failed', reason: `InternalServerError: ${messageOf(error)}` });
    }
  }

  private takeStep(job: TuningJobRecord, trials: readonly TrainingJobRecord[]): void {
    const step = planTuning(job, trials);
    if (step.kind === 'close') this.close(job.name, step.ending);
    if (step.kind === 'end') this.end(job, step.ending);
    if (step.kind !== 'launch') return;
    const launched = this.launch(job, { trials, ...step });
    // A finite space may run out before the jobs do.
    const idle = trials.every(({ status }) => isEnded(status));
    if (launched === 0 && idle) this.end(job, { status: 'Completed' });
  }

  /** Answers how many trials were launched. */
  private launch(
    job: TuningJobRecord,
    plan: { trials: readonly TrainingJobRecord[]; again: readonly TrainingJobRecord[]; fresh: number },
  ): number {
    const effective = effectiveDefinition(job.request);
    if (effective === undefined) return 0;
    const repeated = plan.again.map((record) => ({
      hyperparameters: record.trial?.hyperparameters ?? {},
      replaces: record.name,
    }));
    const fresh = plan.fresh === 0 ? [] : this.suggest(job, effective, plan);
    let sequence = plan.trials.at(-1)?.trial?.sequence ?? 0;
    const launched = this.parts.store.transaction(() =>
      [...repeated, ...fresh.map((hyperparameters) => ({ hyperparameters }))].map((trial) =>
        this.addTrial(job, { effective, sequence: (sequence += 1), ...trial }),
      ),
    );
    for (const { name } of launched) this.training.start(name, maxParallel(job.request));
    return launched.length;
  }

  private suggest(
    job: TuningJobRecord,
    effective: EffectiveDefinition,
    plan: { trials: readonly TrainingJobRecord[]; fresh: number },
  ): readonly Suggestion[] {
    const strategy = job.request.HyperParameterTuningJobConfig?.Strategy === 'Random' ? 'Random' : 'Bayesian';
    const searcher = createSearcher(strategy, parameterRanges(effective.ranges), {
      objective: effective.objective?.Type ?? 'Maximize',
      seed: job.seed,
    });
    return searcher.suggest(trialHistory(plan.trials), plan.fresh);
  }

  private addTrial(
    job: TuningJobRecord,
    trial: {
      effective: EffectiveDefinition;
      sequence: number;
      hyperparameters: Suggestion;
      replaces?: string;
    },
  ): TrainingJobRecord {
    const { effective, sequence, hyperparameters, replaces } = trial;
    const tail = sha256Hex(`${job.id}/${String(sequence)}`).slice(0, 8);
    const name = `${job.name}-${String(sequence).padStart(3, '0')}-${tail}`;
    const metricName = effective.objective?.MetricName ?? '';
    const record = this.training.add({
      name,
      arn: this.style.arnOf(name),
      request: trialRequest(name, effective.definition, {
        ...hyperparameters,
        _tuning_objective_metric: metricName,
      }),
      imageDigest: job.imageDigest,
      createdAtMs: this.parts.clock.now(),
      trial: {
        tuningJobName: job.name,
        tuningJobArn: job.arn,
        tuningJobId: job.id,
        sequence,
        hyperparameters,
        objective: { type: effective.objective?.Type ?? 'Maximize', metricName },
        objectiveStatus: 'Pending',
        objectiveSeries: [],
        ...(replaces === undefined ? {} : { replaces }),
      },
    });
    this.style.tag(job, record);
    this.recount(record);
    return record;
  }

  private isHopeless(record: TrainingJobRecord, series: readonly number[]): boolean {
    const job = this.get(record.trial?.tuningJobName ?? '');
    if (job?.request.HyperParameterTuningJobConfig?.TrainingJobEarlyStoppingType !== 'Auto') return false;
    const earlier = this.trials(job).flatMap(({ status, trial }) =>
      status === 'Completed' && trial !== undefined ? [trial.objectiveSeries] : [],
    );
    return shouldStopEarly(series, earlier, record.trial?.objective.type ?? 'Maximize');
  }

  private recount(record: TrainingJobRecord): void {
    const job = this.get(record.trial?.tuningJobName ?? '');
    if (job !== undefined && job.id === record.trial?.tuningJobId) this.recountJob(job);
  }

  private recountJob(job: TuningJobRecord): void {
    const summary = summarise(this.trials(job));
    this.records.put(keyOf(job.name), { ...job, summary, modifiedAtMs: this.parts.clock.now() });
  }

  private close(name: string, ending: Ending): void {
    const job = this.get(name);
    if (job === undefined || isTuningEnded(job.status)) return;
    this.records.put(keyOf(name), closing(job, ending, this.parts.clock.now()));
    for (const trial of this.trials(job)) if (!isEnded(trial.status)) this.training.stop(trial.name);
    this.advance(name);
  }

  private end(job: TuningJobRecord, ending: Ending): void {
    this.records.put(keyOf(job.name), ended(job, ending, this.parts.clock.now()));
    this.deadlines.forget(job.name);
    this.parts.logger.info('tuning job ended', {
      tuningJob: job.name,
      status: ending.status,
      reason: ending.reason,
    });
  }
}

const keyOf = (name: string): string => name.toLowerCase();

/** Searches of the same name repeat themselves on every machine; a request that wants otherwise names its seed. */
const seedOf = (name: string): number => Number.parseInt(sha256Hex(name.toLowerCase()).slice(0, 8), 16);
