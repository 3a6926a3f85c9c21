import type { Clock } from '../../../kernel';
import { sha256Hex } from '../../../kernel';
import { completedBy } from '../training/algorithm-record';
import type { TrainingJobRecord } from '../training/training-job-record';
import { isEnded } from '../training/training-job-record';
import type { TrainingJobs } from '../training/training-jobs';
import type { Proposal } from './search-memory';
import { trialRequest } from './trial-request';
import type { TrialIdentity } from './tuning-dependencies';
import type { TuningJobRecord } from './tuning-job-record';
import type { TuningRecords } from './tuning-records';
import { recounted, summarise } from './tuning-summary';

/** A trial to launch: its hyperparameters and its place in the search. */
export type NewTrial = Proposal & {
  /** Position in the search, from 1. */
  readonly sequence: number;
  /** The interrupted trial that this one repeats. */
  readonly replaces?: string;
};

/** The training jobs of searches. Each tuning job's summary counts its trials and changes in the same transaction. */
export class Trials {
  private readonly clock: Clock;
  private readonly training: TrainingJobs;
  private readonly records: TuningRecords;
  private readonly identity: TrialIdentity;

  constructor(clock: Clock, training: TrainingJobs, records: TuningRecords, identity: TrialIdentity) {
    this.clock = clock;
    this.training = training;
    this.records = records;
    this.identity = identity;
    training.project((record, before) => this.count(record, before));
  }

  /** Returns a tuning job's training jobs in the order of their launch. */
  of({ id }: Pick<TuningJobRecord, 'id'>): TrainingJobRecord[] {
    return [...this.training.trialsOf(id).all()]
      .flatMap(({ name }) => this.training.get(name) ?? [])
      .sort((a, b) => (a.trial?.sequence ?? 0) - (b.trial?.sequence ?? 0));
  }

  /** Writes the record of a new trial, and counts it. Call it in a transaction; start the trial afterwards. */
  add(job: TuningJobRecord, { effective, sequence, hyperparameters, replaces }: NewTrial): TrainingJobRecord {
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
      createdAtMs: this.clock.now(),
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

  /** Asks the running trials of a tuning job to end. */
  stop({ id }: Pick<TuningJobRecord, 'id'>): void {
    const running = [...this.training.trialsOf(id).all()].filter(({ status }) => !isEnded(status));
    for (const { name } of running) this.training.stop(name);
  }

  /** Counts the trials of a tuning job from the start. */
  recount(job: TuningJobRecord): void {
    this.summarise(job, summarise(this.of(job)));
  }

  /** Counts one change of one trial. */
  private count(after: TrainingJobRecord, before: TrainingJobRecord | undefined): void {
    const job = this.records.get(after.trial?.tuningJobName ?? '');
    // A later tuning job may have the name of the one that launched the trial.
    if (job === undefined || job.id !== after.trial?.tuningJobId) return;
    const find = (name: string): TrainingJobRecord | undefined => this.training.get(name);
    this.summarise(job, recounted(job.summary, { before, after, find }));
  }

  private summarise(job: TuningJobRecord, summary: TuningJobRecord['summary']): void {
    this.records.put({ ...job, summary, modifiedAtMs: this.clock.now() });
  }
}
