import { createSearcher, Hyperband } from '../../../search';
import type { Searcher, Suggestion, WarmStart } from '../../../search';
import { parameterRanges } from './parameter-ranges';
import { resourceRange } from './resource-range';
import { trialHistory } from './trial-history';
import type { TrialNote } from './trial-history';
import { strategyOf } from './tuning-job-record';
import type { EffectiveDefinition, TuningJobRecord } from './tuning-job-record';

/** The search of one training definition: its ranges, its objective and its own trials. */
export class DefinitionSearch {
  readonly effective: EffectiveDefinition;
  /** Decides which trials go on, if that is the strategy. */
  readonly hyperband: Hyperband | undefined;
  private readonly searcher: Searcher;
  /** In the order of the launches. */
  private readonly notes = new Map<string, TrialNote>();
  /** Hyperparameters of the noted trials; grows at the end. */
  private tried: Suggestion[] = [];

  constructor(job: TuningJobRecord, effective: EffectiveDefinition, warmStart?: WarmStart) {
    this.effective = effective;
    const config = job.request.HyperParameterTuningJobConfig;
    const range = config?.Strategy === 'Hyperband' ? resourceRange(config, effective) : undefined;
    this.hyperband = range && new Hyperband(range, effective.objective?.Type ?? 'Maximize');
    this.searcher = createSearcher(strategyOf(config?.Strategy), parameterRanges(effective.ranges), {
      objective: effective.objective?.Type ?? 'Maximize',
      seed: job.seed,
      warmStart,
    });
  }

  /** Number of its trials. */
  get launched(): number {
    return this.tried.length;
  }

  /** Number of trials before this one. */
  positionOf(name: string): number {
    return [...this.notes.keys()].indexOf(name);
  }

  /** Returns at most `count` new suggestions. */
  suggest(count: number): readonly Suggestion[] {
    return count === 0 ? [] : this.searcher.suggest(trialHistory(this.notes, this.tried), count);
  }

  /** Takes a trial's note back. */
  forget(name: string): void {
    this.notes.delete(name);
    this.tried = [...this.notes.values()].map(({ hyperparameters }) => hyperparameters);
  }

  /** Notes a new trial, or the end of one. */
  note(note: TrialNote): void {
    if (!this.notes.has(note.name)) this.tried.push(note.hyperparameters);
    this.notes.set(note.name, note);
  }
}
