import type { FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { championSchema, decidedAttributes } from './schema';

export type ChampionPlan = PlanOf<typeof championSchema>;
export type ChampionFinalPlan = FinalPlanOf<typeof championSchema>;
export type ChampionState = StateOf<typeof championSchema>;
/** A candidate or champion in state. */
export type Contender = NonNullable<ChampionState['current']>;
/** The attributes of a decision. */
export type Decided = Pick<ChampionState, keyof typeof decidedAttributes>;
/** The attributes that a decision depends on. */
export type Question = Pick<ChampionState, 'tuning_job_names' | 'objective' | 'gate'>;
