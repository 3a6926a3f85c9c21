import { whyUnwritable } from '../../store/storage-fault';
import type { TrainingJobRecord } from '../training/training-job-record';
import { isEnded } from '../training/training-job-record';
import type { TrainingJobs } from '../training/training-jobs';
import type { ComparisonRecords } from './comparison-records';
import { planTuning } from './plan-tuning';
import type { TuningStep } from './plan-tuning';
import { SearchMemory } from './search-memory';
import type { Trials } from './trials';
import type { TuningDependencies } from './tuning-dependencies';
import { isTuningEnded, maxParallel } from './tuning-job-record';
import type { Ending, TuningJobRecord } from './tuning-job-record';
import type { TuningRecords } from './tuning-records';
import { warmStartOf } from './warm-start';

export interface SearchDependencies extends TuningDependencies {
  readonly training: TrainingJobs;
  readonly records: TuningRecords;
  readonly trials: Trials;
  readonly comparisons: ComparisonRecords;
  /** Aborts when the local cloud closes. */
  readonly signal: AbortSignal;
}

/** The end of the tuning job, which its search decides on. */
export interface SearchHooks {
  /** Launch no more trials and stop the running ones; then become `ending`. */
  close(ending: Ending): void;
  /** All trials have ended. */
  end(job: TuningJobRecord, ending: Ending): void;
  /** The search cannot continue. */
  fail(job: TuningJobRecord, error: unknown): void;
}

/** Milliseconds until a search retries a write that the disk rejected. */
const RETRY_MS = 1_000;

/** The search of one tuning job in progress: it launches trials and decides what follows from their results. */
export class RunningSearch {
  /** The tuning job's. */
  readonly id: string;
  private readonly name: string;
  private readonly dependencies: SearchDependencies;
  private readonly hooks: SearchHooks;
  private readonly memory: SearchMemory;

  /** Reads the trials that the search has already; never again. */
  constructor(job: TuningJobRecord, dependencies: SearchDependencies, hooks: SearchHooks) {
    this.id = job.id;
    this.name = job.name;
    this.dependencies = dependencies;
    this.hooks = hooks;
    const { trials, comparisons } = dependencies;
    const launched = trials.of(job);
    const warmStart = warmStartOf(job, (id) => trials.of({ id }));
    this.memory = new SearchMemory(job, launched, warmStart);
    comparisons.recall(job.id, launched, this.memory);
  }

  /** Begins the search or resumes it. Returns at once. */
  begin(job: TuningJobRecord): void {
    const { training, trials } = this.dependencies;
    // Trials that an earlier process left and that have attempts left.
    const again = trials.of(job).filter(({ name, status }) => !isEnded(status) && !training.isActive(name));
    for (const trial of again) this.startTrial(job, trial);
    if (job.closing !== undefined) for (const { name } of again) training.stop(name);
    // The answer to the creating request comes first.
    this.advanceIn(0);
  }

  /** Notes the end of a trial and continues, because its slot is free. */
  async heard(record: TrainingJobRecord): Promise<void> {
    for (const _ of this.memory.ended(record)) await this.othersTurn();
    this.advance();
  }

  /** Takes the next step. */
  advance(): void {
    if (this.dependencies.signal.aborted) return;
    const job = this.unended();
    if (job === undefined) return;
    try {
      this.takeStep(this.progressed(job));
    } catch (error) {
      if (whyUnwritable(error) === undefined) {
        this.hooks.fail(job, error);
        return;
      }
      this.dependencies.logger.error('search waits; nothing can be written', { tuningJob: this.name });
      this.advanceIn(RETRY_MS);
    }
  }

  /** Returns the record of the tuning job, unless it has ended. */
  private unended(): TuningJobRecord | undefined {
    const job = this.dependencies.records.get(this.name);
    return job?.id !== this.id || isTuningEnded(job.status) ? undefined : job;
  }

  private advanceIn(ms: number): void {
    const { clock, signal } = this.dependencies;
    clock.sleep(ms, signal).then(
      () => this.advance(),
      () => undefined,
    );
  }

  /** Returns the record with the progress of the search, which is durable. */
  private progressed(job: TuningJobRecord): TuningJobRecord {
    const { training, clock, records } = this.dependencies;
    // The event of the last trial may still be under way, but it will not come before the job's end.
    if (job.summary.trials.InProgress === 0) this.memory.catchUp((trial) => training.get(trial));
    const jobsNotImproving = this.memory.jobsNotImproving();
    const before = job.progress;
    const converged = this.memory.converged ? (before?.convergedAtMs ?? clock.now()) : undefined;
    if (before?.jobsNotImproving === jobsNotImproving && before.convergedAtMs === converged) return job;
    const progress = {
      jobsNotImproving,
      ...(converged === undefined ? {} : { convergedAtMs: converged }),
    };
    const record = { ...job, progress };
    records.put(record);
    return record;
  }

  private takeStep(job: TuningJobRecord): void {
    const step = planTuning(job, this.memory);
    if (step.kind === 'close') this.hooks.close(step.ending);
    if (step.kind === 'end') this.hooks.end(job, step.ending);
    if (step.kind !== 'launch') return;
    const launched = this.launch(job, step);
    // A finite space may be exhausted before the jobs are.
    const idle = job.summary.trials.InProgress === 0;
    if (launched === 0 && idle) this.hooks.end(job, { status: 'Completed' });
  }

  /** Returns the number of launched trials. */
  private launch(job: TuningJobRecord, step: Extract<TuningStep, { kind: 'launch' }>): number {
    const { store, trials } = this.dependencies;
    const repeated = step.again.flatMap((note) => {
      const effective = this.memory.definitionOf(note);
      const { name: replaces, hyperparameters } = note;
      return effective === undefined ? [] : [{ effective, hyperparameters, replaces }];
    });
    const fresh = step.fresh === 0 ? [] : this.memory.suggest(step.fresh);
    let sequence = this.memory.lastSequence;
    const launched = store.transaction(() =>
      [...repeated, ...fresh].map((trial) => trials.add(job, { sequence: (sequence += 1), ...trial })),
    );
    for (const record of launched) {
      this.memory.launched(record);
      this.startTrial(job, record);
    }
    return launched.length;
  }

  private startTrial(job: TuningJobRecord, record: TrainingJobRecord): void {
    const { training, comparisons } = this.dependencies;
    training.start(record.name, {
      siblings: maxParallel(job.request),
      judge: this.memory.judge(record.name, (result) => comparisons.keepRung(this.id, result)),
      completing: () => this.keepCurve(record.name),
    });
  }

  /** Keeps the curve that later trials are compared with, if there will be any. */
  private async keepCurve(trial: string): Promise<void> {
    const curve = this.memory.curves.get(trial);
    if (curve === undefined || this.unended() === undefined) return;
    await this.dependencies.comparisons.keepCurve(this.id, trial, curve);
  }

  /** Requests that arrived in the meantime are answered first. */
  private othersTurn(): Promise<void> {
    return this.dependencies.clock.sleep(0);
  }
}
