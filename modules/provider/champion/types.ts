import type { ConfigOf, FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { championSchema, decidedAttributes } from './schema';

export type ChampionConfig = ConfigOf<typeof championSchema>;
export type ChampionPlan = PlanOf<typeof championSchema>;
export type ChampionFinalPlan = FinalPlanOf<typeof championSchema>;
export type ChampionState = StateOf<typeof championSchema>;
/** A candidate or champion, as state holds it. */
export type Contender = NonNullable<ChampionState['current']>;
/** What waiting and the gate decide. */
export type Decided = Pick<ChampionState, keyof typeof decidedAttributes>;
/** What they decide it from. */
export type Question = Pick<ChampionState, 'tuning_job_names' | 'objective' | 'gate'>;
