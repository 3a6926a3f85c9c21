import type { FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { decidedAttributes, trainingJobSchema } from './schema';

export type TrainingJobPlan = PlanOf<typeof trainingJobSchema>;
export type TrainingJobFinalPlan = FinalPlanOf<typeof trainingJobSchema>;
export type TrainingJobState = StateOf<typeof trainingJobSchema>;
/** The attributes that an apply decides. */
export type Decided = Pick<TrainingJobState, keyof typeof decidedAttributes>;
