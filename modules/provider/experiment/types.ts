import type { FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { experimentSchema, wholeSchema } from './schema';

/** An experiment with all that is known about it. */
export type ExperimentPlan = PlanOf<typeof wholeSchema>;
export type ExperimentFinalPlan = FinalPlanOf<typeof wholeSchema>;
export type ExperimentState = StateOf<typeof wholeSchema>;
/** An experiment as Terraform knows it. */
export type ShownPlan = PlanOf<typeof experimentSchema>;
export type ShownFinalPlan = FinalPlanOf<typeof experimentSchema>;
export type ShownState = StateOf<typeof experimentSchema>;
