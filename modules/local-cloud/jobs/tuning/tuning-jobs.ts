import { setMaxListeners } from 'node:events';
import { messageOf, sha256Hex } from '../../../kernel';
import type { JobEvent } from '../../events/job-event';
import type { Listed, ListingIndex } from '../../store/listing-index';
import { listedOf, NamedRecords } from '../../store/named-records';
import { ObjectiveCurves } from './objective-curves';
import { whyUnwritable } from '../../store/storage-fault';
import { whenWritable } from '../../store/when-writable';
import { planTuning } from './plan-tuning';
import { RungResults } from './rung-results';
import type { RungResult } from './rung-results';
import { SearchMemory } from './search-memory';
import type { Proposal } from './search-memory';
import type { TrialNote } from './trial-history';
import { trialRequest } from './trial-request';
import { completedBy } from '../training/algorithm-record';
import type { TrainingJobRecord } from '../training/training-job-record';
import { isEnded } from '../training/training-job-record';
import type { TrainingJobs } from '../training/training-jobs';
import { TuningDeadlines } from './tuning-deadlines';
import type { NewTuningJob, TrialIdentity, TuningDependencies } from './tuning-dependencies';
import { closing, ended } from './tuning-ending';
import { isTuningEnded, maxParallel } from './tuning-job-record';
import type { Ending, TuningJobRecord } from './tuning-job-record';
import { warmStartOf } from './warm-start';
import { NO_TRIALS, recounted, summarise } from './tuning-summary';

/** All tuning jobs: their records, and the search that drives those in progress. */
export class TuningJobs {
  private readonly dependencies: TuningDependencies;
  private readonly training: TrainingJobs;
  private readonly identity: TrialIdentity;
  private readonly records: NamedRecords<TuningJobRecord>;
  private readonly curves: ObjectiveCurves;
  private readonly rungs: RungResults;
  /** The searches in progress. */
  private readonly searches = new Map<string, SearchMemory>();
  private readonly deadlines: TuningDeadlines;
  private readonly ending = new AbortController();
  private closed = false;

  constructor(dependencies: TuningDependencies, training: TrainingJobs, identity: TrialIdentity) {
    this.dependencies = dependencies;
    this.training = training;
    this.identity = identity;
    this.records = new NamedRecords<TuningJobRecord>(dependencies.store, 'sagemaker/tuning-jobs', listedOf);
    this.curves = new ObjectiveCurves(dependencies.store);
    this.rungs = new RungResults(dependencies.store);
    // Any number of searches sleep on it; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, this.ending.signal);
    this.deadlines = new TuningDeadlines(dependencies.clock, (name) => {
      const options = { ...dependencies, signal: this.ending.signal };
      void whenWritable(() => this.close(name, { status: 'Completed' }), options);
    });
    training.project((record, before) => this.count(record, before));
    dependencies.events.subscribe('tuning jobs', (event) => this.heard(event));
  }

  get(name: string): TuningJobRecord | undefined {
    return this.records.get(name);
  }

  /** The listing entries. */
  get index(): ListingIndex<Listed> {
    return this.records.index;
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
    this.write(record);
    return record;
  }

  /** Begins or resumes the search of a job. Returns at once. */
  start(name: string): void {
    const job = this.get(name);
    if (job === undefined) return;
    try {
      const search = this.remembered(job);
      this.searches.set(keyOf(name), search);
      // Trials that an earlier process left and that have attempts left.
      const again = this.trials(job).filter(
        (trial) => !isEnded(trial.status) && !this.training.isActive(trial.name),
      );
      for (const trial of again) this.startTrial(job, search, trial);
      if (job.closing !== undefined) for (const trial of again) this.training.stop(trial.name);
    } catch (error) {
      this.fail(job, error);
      return;
    }
    this.deadlines.await(job);
    // The answer to the creating request comes first.
    this.advanceIn(0, name);
  }

  /** Asks a job to end: no more trials are launched and running ones are stopped. */
  stop(name: string): void {
    this.close(name, { status: 'Stopped' });
  }

  remove(name: string): void {
    this.records.remove(name);
  }

  /** Resumes the searches that an earlier process left unfinished, once their trials are settled. */
  resume(): void {
    for (const { name, status } of [...this.index.all()]) {
      const job = isTuningEnded(status as TuningJobRecord['status']) ? undefined : this.get(name);
      if (job === undefined) continue;
      this.summarised(job, summarise(this.trials(job)));
      this.start(name);
    }
  }

  shutDown(): void {
    this.closed = true;
    this.ending.abort();
    this.deadlines.forgetAll();
  }

  private advance(name: string): void {
    if (this.closed) return;
    const job = this.get(name);
    if (job === undefined || isTuningEnded(job.status)) return;
    try {
      this.takeStep(this.progressed(job));
    } catch (error) {
      if (whyUnwritable(error) !== undefined) {
        this.advanceLater(name);
        return;
      }
      this.fail(job, error);
    }
  }

  /** A search that cannot continue must report that instead of hanging for ever. */
  private fail(job: TuningJobRecord, error: unknown): void {
    this.dependencies.logger.error('tuning job failed unexpectedly', {
      tuningJob: job.name,
      error: messageOf(error),
    });
    this.end(job, { status: 'Failed', reason: messageOf(error), fault: 'service' });
  }

  /** The disk rejects a trial's record or an end; the search continues once it accepts writes. */
  private advanceLater(name: string): void {
    this.dependencies.logger.error('search waits; nothing can be written', { tuningJob: name });
    this.advanceIn(RETRY_MS, name);
  }

  private advanceIn(ms: number, name: string): void {
    this.dependencies.clock.sleep(ms, this.ending.signal).then(
      () => this.advance(name),
      () => undefined,
    );
  }

  /** Returns the record with the progress of its search, which is durable. */
  private progressed(job: TuningJobRecord): TuningJobRecord {
    const search = this.searches.get(keyOf(job.name));
    if (search === undefined) return job;
    // The event of the last trial may still be under way, but it will not come before the job's end.
    if (job.summary.trials.InProgress === 0) search.catchUp((trial) => this.training.get(trial));
    const jobsNotImproving = search.jobsNotImproving();
    const before = job.progress;
    const converged = search.converged ? (before?.convergedAtMs ?? this.dependencies.clock.now()) : undefined;
    if (before?.jobsNotImproving === jobsNotImproving && before.convergedAtMs === converged) return job;
    const progress = {
      jobsNotImproving,
      ...(converged === undefined ? {} : { convergedAtMs: converged }),
    };
    const record = { ...job, progress };
    this.records.put(record);
    return record;
  }

  private takeStep(job: TuningJobRecord): void {
    const search = this.searches.get(keyOf(job.name));
    if (search === undefined) return;
    const step = planTuning(job, search);
    if (step.kind === 'close') this.close(job.name, step.ending);
    if (step.kind === 'end') this.end(job, step.ending);
    if (step.kind !== 'launch') return;
    const launched = this.launch(job, search, step);
    // A finite space may be exhausted before the jobs are.
    const idle = job.summary.trials.InProgress === 0;
    if (launched === 0 && idle) this.end(job, { status: 'Completed' });
  }

  /** Returns the number of launched trials. */
  private launch(
    job: TuningJobRecord,
    search: SearchMemory,
    plan: { again: readonly TrialNote[]; fresh: number },
  ): number {
    const repeated = plan.again.flatMap((note) => {
      const effective = search.definitionOf(note);
      const { name: replaces, hyperparameters } = note;
      return effective === undefined ? [] : [{ effective, hyperparameters, replaces }];
    });
    const fresh = plan.fresh === 0 ? [] : search.suggest(plan.fresh);
    let sequence = search.lastSequence;
    const launched = this.dependencies.store.transaction(() =>
      [...repeated, ...fresh].map((trial) => this.addTrial(job, { sequence: (sequence += 1), ...trial })),
    );
    for (const record of launched) {
      search.launched(record);
      this.startTrial(job, search, record);
    }
    return launched.length;
  }

  private startTrial(job: TuningJobRecord, search: SearchMemory, record: TrainingJobRecord): void {
    this.training.start(record.name, {
      siblings: maxParallel(job.request),
      judge: search.judge(record.name, (result) => this.keepRung(job.id, result)),
      completing: () => this.keepCurve(record),
    });
  }

  private addTrial(
    job: TuningJobRecord,
    trial: Proposal & { readonly sequence: number; readonly replaces?: string },
  ): TrainingJobRecord {
    const { effective, sequence, hyperparameters, replaces } = trial;
    const tail = sha256Hex(`${job.id}/${String(sequence)}`).slice(0, 8);
    const name = `${job.name}-${String(sequence).padStart(3, '0')}-${tail}`;
    const metricName = effective.objective?.MetricName ?? '';
    const { DefinitionName: definitionName } = effective.definition;
    const record = this.training.add({
      name,
      arn: this.identity.arnOf(name),
      request: completedBy(
        trialRequest(name, effective.definition, {
          ...hyperparameters,
          _tuning_objective_metric: metricName,
        }),
        job.algorithms?.[effective.index],
      ),
      imageDigest: job.imageDigests[effective.index] ?? '',
      createdAtMs: this.dependencies.clock.now(),
      trial: {
        tuningJobName: job.name,
        tuningJobArn: job.arn,
        tuningJobId: job.id,
        sequence,
        ...(definitionName === undefined ? {} : { definitionName }),
        hyperparameters,
        objective: { type: effective.objective?.Type ?? 'Maximize', metricName },
        objectiveStatus: 'Pending',
        ...(replaces === undefined ? {} : { replaces }),
      },
    });
    this.identity.tag(job, record);
    this.count(record, undefined);
    return record;
  }

  /** Returns the search of a trial, while it runs. */
  private searchOf({ trial }: TrainingJobRecord): SearchMemory | undefined {
    return this.ownerOf(trial) === undefined
      ? undefined
      : this.searches.get(keyOf(trial?.tuningJobName ?? ''));
  }

  /** Returns the tuning job that launched a trial, and no later one of the same name. */
  private ownerOf(trial: TrainingJobRecord['trial']): TuningJobRecord | undefined {
    const job = this.get(trial?.tuningJobName ?? '');
    return job !== undefined && job.id === trial?.tuningJobId ? job : undefined;
  }

  /** Counts one change of one trial. */
  private count(after: TrainingJobRecord, before: TrainingJobRecord | undefined): void {
    const job = this.ownerOf(after.trial);
    if (job === undefined) return;
    const find = (name: string): TrainingJobRecord | undefined => this.training.get(name);
    this.summarised(job, recounted(job.summary, { before, after, find }));
  }

  /** Keeps what later trials are compared with after a restart. */
  private keepRung(tuningJobId: string, result: RungResult): void {
    const options = { ...this.dependencies, signal: this.ending.signal };
    void whenWritable(() => this.rungs.put(tuningJobId, result), options);
  }

  /** Keeps the curve that later trials are compared with. */
  private async keepCurve(record: TrainingJobRecord): Promise<void> {
    const curve = this.searchOf(record)?.curves.get(record.name);
    if (curve === undefined || record.trial === undefined) return;
    const options = { ...this.dependencies, signal: this.ending.signal };
    for (const write of this.curves.putting(record.trial.tuningJobId, record.name, curve.averages())) {
      await whenWritable(write, options);
      await this.othersTurn();
    }
  }

  private summarised(job: TuningJobRecord, summary: TuningJobRecord['summary']): void {
    this.records.put({ ...job, summary, modifiedAtMs: this.dependencies.clock.now() });
  }

  /** Continues a search when one of its trials has ended and its slot is free. */
  private async heard({ kind, name, status }: JobEvent): Promise<void> {
    if (kind !== 'training job' || !isEnded(status as TrainingJobRecord['status'])) return;
    await this.training.finished(name);
    const record = this.training.get(name);
    if (record?.trial === undefined) return;
    for (const _ of this.searchOf(record)?.ended(record) ?? []) await this.othersTurn();
    this.advance(record.trial.tuningJobName);
  }

  /** Requests that arrived in the meantime are answered first. */
  private othersTurn(): Promise<void> {
    return this.dependencies.clock.sleep(0);
  }

  /** Returns a tuning job's training jobs in the order of their launch. */
  private trials(job: Pick<TuningJobRecord, 'id'>): TrainingJobRecord[] {
    return [...this.training.trialsOf(job.id).all()]
      .flatMap(({ name }) => this.training.get(name) ?? [])
      .sort((a, b) => (a.trial?.sequence ?? 0) - (b.trial?.sequence ?? 0));
  }

  /** Returns the memory of a search that begins or resumes: its trials are read only this once. */
  private remembered(job: TuningJobRecord): SearchMemory {
    const trials = this.trials(job);
    const search = new SearchMemory(
      job,
      trials,
      warmStartOf(job, (id) => this.trials({ id })),
    );
    const over = new Set(trials.filter(({ status }) => isEnded(status)).map(({ name }) => name));
    // A trial that starts again comes to its rungs again.
    for (const result of this.rungs.of(job.id)) if (over.has(result.trial)) search.remember(result);
    if (search.rule === undefined) return search;
    for (const { name, status } of trials) {
      if (status === 'Completed') Array.from(search.rule.adding(this.curves.get(job.id, name)));
    }
    return search;
  }

  private write(job: TuningJobRecord, before?: TuningJobRecord['status']): void {
    const { name, arn, status, modifiedAtMs: atMs } = job;
    this.dependencies.store.transaction(() => {
      this.records.put(job);
      if (status !== before) this.dependencies.events.append({ kind: 'tuning job', name, arn, status, atMs });
    });
  }

  private close(name: string, ending: Ending): void {
    const job = this.get(name);
    if (job === undefined || isTuningEnded(job.status)) return;
    this.write(closing(job, ending, this.dependencies.clock.now()), job.status);
    const running = [...this.training.trialsOf(job.id).all()].filter(({ status }) => !isEnded(status));
    for (const trial of running) this.training.stop(trial.name);
    this.advance(name);
  }

  private end(job: TuningJobRecord, ending: Ending): void {
    this.dependencies.store.transaction(() => {
      this.write(ended(job, ending, this.dependencies.clock.now()), job.status);
      this.curves.forget(job.id);
      this.rungs.forget(job.id);
    });
    this.searches.delete(keyOf(job.name));
    this.deadlines.forget(job.name);
    this.dependencies.logger.info('tuning job ended', {
      tuningJob: job.name,
      status: ending.status,
      reason: ending.reason,
    });
  }
}

/** Milliseconds until a search retries a write that the disk rejected. */
const RETRY_MS = 1_000;

const keyOf = (name: string): string => name.toLowerCase();

/** Searches of the same name repeat themselves on every machine; a request can name another seed. */
const seedOf = (name: string): number => Number.parseInt(sha256Hex(name.toLowerCase()).slice(0, 8), 16);
