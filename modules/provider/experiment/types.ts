import type { ConfigOf, FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { experimentSchema } from './schema';

export type ExperimentConfig = ConfigOf<typeof experimentSchema>;
export type ExperimentPlan = PlanOf<typeof experimentSchema>;
export type ExperimentFinalPlan = FinalPlanOf<typeof experimentSchema>;
export type ExperimentState = StateOf<typeof experimentSchema>;
