import type { ProviderData } from '../provider-data';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/** What an apply gets to make an experiment's search as planned. `prior` is null for a new experiment. */
export interface SearchRequest {
  readonly planned: ExperimentFinalPlan;
  readonly configured: ProviderData;
  readonly prior: ExperimentState | null;
}
