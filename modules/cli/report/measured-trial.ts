import type { RankedTrial } from '../../aws';

/** A training job with a usable value. */
export type MeasuredTrial = RankedTrial & { readonly objectiveValue: number };

export const isMeasured = (trial: RankedTrial): trial is MeasuredTrial =>
  trial.status === 'Completed' && trial.objectiveValue !== undefined && Number.isFinite(trial.objectiveValue);
