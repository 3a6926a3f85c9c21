import { createSearcher } from '../../../search';
import type { Searcher, Suggestion, WarmStart } from '../../../search';
import { parameterRanges } from './parameter-ranges';
import { trialHistory } from './trial-history';
import type { TrialNote } from './trial-history';
import { strategyOf } from './tuning-job-record';
import type { EffectiveDefinition, TuningJobRecord } from './tuning-job-record';

/** The search of one training definition: its ranges, its objective and its own trials. */
export class DefinitionSearch {
  readonly effective: EffectiveDefinition;
  private readonly searcher: Searcher;
  /** In the order of the launches. */
  private readonly notes = new Map<string, TrialNote>();
  /** Hyperparameters of the noted trials; grows at the end. */
  private readonly tried: Suggestion[] = [];

  constructor(job: TuningJobRecord, effective: EffectiveDefinition, warmStart?: WarmStart) {
    this.effective = effective;
    this.searcher = createSearcher(
      strategyOf(job.request.HyperParameterTuningJobConfig?.Strategy),
      parameterRanges(effective.ranges),
      { objective: effective.objective?.Type ?? 'Maximize', seed: job.seed, warmStart },
    );
  }

  /** Number of its trials. */
  get launched(): number {
    return this.tried.length;
  }

  /** Returns at most `count` new suggestions. */
  suggest(count: number): readonly Suggestion[] {
    return count === 0 ? [] : this.searcher.suggest(trialHistory(this.notes, this.tried), count);
  }

  /** Notes a new trial, or the end of one. */
  note(note: TrialNote): void {
    if (!this.notes.has(note.name)) this.tried.push(note.hyperparameters);
    this.notes.set(note.name, note);
  }
}
