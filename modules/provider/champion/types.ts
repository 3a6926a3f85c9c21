import type { FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { championSchema, decidedAttributes, shownSchema } from './schema';

export type ChampionPlan = PlanOf<typeof championSchema>;
export type ChampionFinalPlan = FinalPlanOf<typeof championSchema>;
export type ChampionState = StateOf<typeof championSchema>;
/** A champion as Terraform knows it. */
export type ShownState = StateOf<typeof shownSchema>;
/** The attributes of a decision. */
export type Decided = Pick<ChampionState, keyof typeof decidedAttributes>;

/** The attributes that a choice depends on; the others only change how long an apply waits. */
export const QUESTION = [
  'tuning_job_names',
  'objective',
  'gate',
  'approval',
  'approved_training_job',
  'pin',
  'reject',
] as const satisfies readonly (keyof ChampionState)[];

export type Question = Pick<ChampionState, (typeof QUESTION)[number]>;
