import type { Searcher } from '../../../search';
import { createSearcher } from '../../../search';
import { EarlyStopping } from './early-stopping';
import { ObjectiveCurve } from './objective-curve';
import { parameterRanges } from './parameter-ranges';
import { noteOf, trialHistory } from './trial-history';
import type { TrialNote } from './trial-history';
import type { TrainingJobRecord } from '../training/training-job-record';
import { effectiveDefinition } from './tuning-job-record';
import type { TuningJobRecord } from './tuning-job-record';

/**
 * What a search under way keeps in memory of its trials, so that the end of one trial, or a line that one prints, costs the
 * same after ten thousand trials as after ten: their records are read once, when the search begins or is resumed.
 */
export class SearchMemory {
  readonly objective: 'Maximize' | 'Minimize';
  /** The median rule, where the tuning job asks for it. */
  readonly rule: EarlyStopping | undefined;
  /** Of running trials, where there is a rule. */
  readonly curves = new Map<string, ObjectiveCurve>();
  private readonly searcher: Searcher | undefined;
  /** In the order of the launches. An interrupted trial says nothing about its values; what replaces it will. */
  private readonly notes = new Map<string, TrialNote>();
  private readonly interrupted = new Map<string, TrialNote>();
  private sequence = 0;

  constructor(job: TuningJobRecord, trials: readonly TrainingJobRecord[]) {
    const effective = effectiveDefinition(job.request);
    const config = job.request.HyperParameterTuningJobConfig;
    this.objective = effective?.objective?.Type ?? 'Maximize';
    this.rule =
      config?.TrainingJobEarlyStoppingType === 'Auto' ? new EarlyStopping(this.objective) : undefined;
    this.searcher =
      effective &&
      createSearcher(
        config?.Strategy === 'Random' ? 'Random' : 'Bayesian',
        parameterRanges(effective.ranges),
        { objective: this.objective, seed: job.seed },
      );
    for (const record of trials) this.launched(record);
  }

  /** Number of the trial launched last; 0 before the first. */
  get lastSequence(): number {
    return this.sequence;
  }

  /** Interrupted trials whose place no other has taken, in the order of the launches. */
  get again(): readonly TrialNote[] {
    return [...this.interrupted.values()];
  }

  /** Final values of the completed trials, in the order of the launches. */
  values(): readonly number[] {
    return [...this.notes.values()].flatMap(({ completed, value }) =>
      completed && value !== undefined ? [value] : [],
    );
  }

  /** At most `count` new suggestions. */
  suggest(count: number): readonly Readonly<Record<string, string>>[] {
    return this.searcher?.suggest(trialHistory(this.notes.values()), count) ?? [];
  }

  /** Notes a trial once its record is durable. */
  launched(record: TrainingJobRecord): void {
    const { trial } = record;
    this.sequence = Math.max(this.sequence, trial?.sequence ?? 0);
    if (trial?.replaces !== undefined) this.interrupted.delete(trial.replaces);
    (trial?.interrupted === true ? this.interrupted : this.notes).set(record.name, noteOf(record));
  }

  /** Notes the end of a trial once it is durable. Others may have their turn between two steps of the iteration. */
  *ended(record: TrainingJobRecord): Generator<void, void> {
    if (this.notes.has(record.name)) this.notes.set(record.name, noteOf(record));
    const curve = this.curves.get(record.name);
    this.curves.delete(record.name);
    const counts = curve !== undefined && record.status === 'Completed';
    if (counts && this.rule !== undefined) yield* this.rule.adding(curve.averages());
  }

  /** Who judges each value of a trial's objective: true means that the trial is to be stopped. */
  judge(name: string): ((value: number) => boolean) | undefined {
    const { rule } = this;
    if (rule === undefined) return undefined;
    const curve = new ObjectiveCurve();
    this.curves.set(name, curve);
    return (value) => {
      curve.add(value);
      return rule.stops(curve.length, value);
    };
  }
}
