import type { Suggestion, WarmStart } from '../../../search';
import { Convergence } from './convergence';
import { DefinitionSearch } from './definition-search';
import { EarlyStopping } from './early-stopping';
import { improved, NOTHING_YET } from './improvement';
import type { Improvement } from './improvement';
import { ObjectiveCurve } from './objective-curve';
import type { RungResult } from './rung-results';
import { shareOut } from './share-out';
import { noteOf } from './trial-history';
import type { TrialNote } from './trial-history';
import type { TrainingJobRecord } from '../training/training-job-record';
import { effectiveDefinitions } from './tuning-job-record';
import type { EffectiveDefinition, TuningJobRecord } from './tuning-job-record';

/** A new trial: hyperparameters for one of the training definitions. */
export interface Proposal {
  readonly effective: EffectiveDefinition;
  readonly hyperparameters: Suggestion;
}

/**
 * Keeps a running search's trials in memory, so that the end of one trial, or a line that one prints, costs the same
 * after ten thousand trials as after ten. Their records are read once, when the search begins or resumes.
 */
export class SearchMemory {
  readonly objective: 'Maximize' | 'Minimize';
  /** The median rule, if the tuning job requests it. */
  readonly rule: EarlyStopping | undefined;
  /** Curves of running trials, if there is a rule. */
  readonly curves = new Map<string, ObjectiveCurve>();
  private readonly definitions: readonly DefinitionSearch[];
  /** In the order of the launches. An interrupted trial says nothing about its values; its replacement will. */
  private readonly notes = new Map<string, TrialNote>();
  private readonly interrupted = new Map<string, TrialNote>();
  /** Names of the noted trials; grows at the end. */
  private readonly names: string[] = [];
  /** Every noted trial before this one has ended: its share of the improvement is settled. */
  private unsettled = 0;
  private settled = NOTHING_YET;
  private readonly convergence: Convergence;
  /** The best final value of a completed trial. */
  private best: number | undefined;
  private sequence = 0;

  constructor(job: TuningJobRecord, trials: readonly TrainingJobRecord[], warmStart?: WarmStart) {
    const definitions = effectiveDefinitions(job.request);
    const config = job.request.HyperParameterTuningJobConfig;
    this.objective = definitions[0]?.objective?.Type ?? 'Maximize';
    this.convergence = new Convergence(this.sign);
    this.rule =
      config?.TrainingJobEarlyStoppingType === 'Auto' ? new EarlyStopping(this.objective) : undefined;
    this.definitions = definitions.map((effective) => new DefinitionSearch(job, effective, warmStart));
    for (const record of trials) this.launched(record);
  }

  /** Number of the trial launched last; 0 before the first. */
  get lastSequence(): number {
    return this.sequence;
  }

  /** Interrupted trials that no other has replaced, in the order of the launches. */
  get again(): readonly TrialNote[] {
    return [...this.interrupted.values()];
  }

  /** Whether a completed trial has reached a value of the objective. */
  reached(target: number): boolean {
    return this.best !== undefined && this.sign * (this.best - target) >= 0;
  }

  /** Number of latest completed jobs, in the order of their launch, that did not improve the best value. */
  jobsNotImproving(): number {
    return this.names
      .slice(this.unsettled)
      .reduce((improvement, name) => this.after(improvement, name), this.settled).idle;
  }

  /** Whether the search no longer gets better. */
  get converged(): boolean {
    return this.convergence.reached;
  }

  /** Returns at most `count` new trials. The definitions take turns; of one without anything left to try, others take the turn. */
  suggest(count: number): readonly Proposal[] {
    const most = this.definitions.map(() => Infinity);
    for (;;) {
      const shares = shareOut(
        this.definitions.map(({ launched: had }, at) => ({ had, most: most[at] ?? 0 })),
        count,
      );
      const suggested = this.definitions.map((search, at) => search.suggest(shares[at] ?? 0));
      const short = suggested.flatMap(({ length }, at) => (length < (shares[at] ?? 0) ? [at] : []));
      if (short.length === 0) {
        return suggested.flatMap((suggestions, at) => {
          const effective = this.definitions[at]?.effective;
          return effective === undefined
            ? []
            : suggestions.map((hyperparameters) => ({ effective, hyperparameters }));
        });
      }
      for (const at of short) most[at] = suggested[at]?.length ?? 0;
    }
  }

  /** Returns the definition of a trial that was noted before. */
  definitionOf({ definitionName }: TrialNote): EffectiveDefinition | undefined {
    return this.searchOf(definitionName)?.effective;
  }

  /** Notes a trial once its record is durable. */
  launched(record: TrainingJobRecord): void {
    const { trial } = record;
    this.sequence = Math.max(this.sequence, trial?.sequence ?? 0);
    if (trial?.replaces !== undefined) this.interrupted.delete(trial.replaces);
    const note = noteOf(record);
    if (trial?.interrupted === true) {
      this.interrupted.set(record.name, note);
      return;
    }
    this.names.push(record.name);
    this.note(note);
  }

  /** Notes the ends of trials whose events have not arrived yet. */
  catchUp(find: (name: string) => TrainingJobRecord | undefined): void {
    for (const name of this.names.slice(this.unsettled)) {
      const record = find(name);
      if (record !== undefined) this.heardOf(record);
    }
  }

  /** Notes the end of a trial once it is durable. Other work may happen between two steps of the iteration. */
  *ended(record: TrainingJobRecord): Generator<void, void> {
    if (this.notes.has(record.name)) this.heardOf(record);
    const curve = this.curves.get(record.name);
    this.curves.delete(record.name);
    const counts = curve !== undefined && record.status === 'Completed';
    if (counts && this.rule !== undefined) yield* this.rule.adding(curve.averages());
  }

  /** Notes what a trial of an earlier process measured at a rung. An interrupted one is repeated. */
  remember({ trial, rung, value }: RungResult): void {
    const note = this.notes.get(trial);
    if (note !== undefined) this.searchOf(note.definitionName)?.hyperband?.remember(rung, value);
  }

  /**
   * Returns the check of each value of a trial's objective: true stops the trial. `reached` is called when a trial of Hyperband
   * comes to a rung.
   */
  judge(name: string, reached: (result: RungResult) => void): ((value: number) => boolean) | undefined {
    const { rule } = this;
    const search = this.searchOf(this.notes.get(name)?.definitionName);
    if (search?.hyperband !== undefined) {
      const judge = search.hyperband.judge(search.positionOf(name));
      return (value) => {
        const { stops, rung } = judge(value);
        if (rung !== undefined) reached({ trial: name, rung, value });
        return stops;
      };
    }
    if (rule === undefined) return undefined;
    const curve = new ObjectiveCurve();
    this.curves.set(name, curve);
    return (value) => {
      curve.add(value);
      return rule.stops(curve.length, value);
    };
  }

  private get sign(): 1 | -1 {
    return this.objective === 'Minimize' ? -1 : 1;
  }

  /** A single definition may have no name. */
  private searchOf(definitionName: string | undefined): DefinitionSearch | undefined {
    return this.definitions.length === 1
      ? this.definitions[0]
      : this.definitions.find(({ effective }) => effective.definition.DefinitionName === definitionName);
  }

  /** A trial that ended through no fault of its own is as if it had never been launched, and is to be repeated. */
  private heardOf(record: TrainingJobRecord): void {
    const note = noteOf(record);
    if (record.trial?.interrupted !== true) {
      this.note(note);
      return;
    }
    this.notes.delete(note.name);
    this.names.splice(this.names.indexOf(note.name), 1);
    this.searchOf(note.definitionName)?.forget(note.name);
    this.interrupted.set(note.name, note);
  }

  private note(note: TrialNote): void {
    this.notes.set(note.name, note);
    this.searchOf(note.definitionName)?.note(note);
    const { completed, value } = note;
    if (
      completed &&
      value !== undefined &&
      (this.best === undefined || this.sign * (value - this.best) > 0)
    ) {
      this.best = value;
    }
    for (;;) {
      const name = this.names[this.unsettled];
      if (name === undefined || this.notes.get(name)?.ended !== true) return;
      this.settled = this.after(this.settled, name);
      const settled = this.valueOf(name);
      if (settled !== undefined) this.convergence.add(settled);
      this.unsettled += 1;
    }
  }

  private after(improvement: Improvement, name: string): Improvement {
    const value = this.valueOf(name);
    return value === undefined ? improvement : improved(improvement, value, this.sign);
  }

  /** The final value of a completed trial. */
  private valueOf(name: string): number | undefined {
    const { completed = false, value } = this.notes.get(name) ?? {};
    return completed ? value : undefined;
  }
}
