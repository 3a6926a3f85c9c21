import type { TrialRecord } from '../trial';
import type { ReviewedDefinition, SearchReview } from './finding';

/** A completed training job with a usable value of the objective. */
export type Measured = TrialRecord & { readonly objectiveValue: number };

/** Returns the training jobs of one definition, oldest first. */
export function trialsOf(
  { trials, definitions }: Pick<SearchReview, 'trials' | 'definitions'>,
  { name }: ReviewedDefinition,
): readonly TrialRecord[] {
  return definitions.length === 1 ? trials : trials.filter(({ definitionName }) => definitionName === name);
}

/** Returns those that may win: early-stopped ones have a value of a shorter training, so their values are not comparable. */
export function measured(trials: readonly TrialRecord[]): readonly Measured[] {
  return trials.filter(
    (trial): trial is Measured =>
      trial.status === 'Completed' &&
      trial.objectiveStatus === 'Succeeded' &&
      trial.objectiveValue !== undefined &&
      Number.isFinite(trial.objectiveValue),
  );
}

/** Returns them best first; of equal values, the older first. */
export function bestFirst(
  trials: readonly Measured[],
  { objective }: ReviewedDefinition,
): readonly Measured[] {
  const sign = objective.type === 'Maximize' ? -1 : 1;
  return [...trials].sort(
    (a, b) => sign * (a.objectiveValue - b.objectiveValue) || a.createdAtMs - b.createdAtMs,
  );
}

/** Returns the sentence's beginning that names a definition where there are several. */
export function within({ name }: ReviewedDefinition): string {
  return name === undefined ? '' : `In training definition "${name}", `;
}

/** Returns a number with at most six significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
