import type { Approval, ChampionControl, Contender, Standing } from '../../tuning';
import type { Kept } from './kept';
import type { ChampionState, Question } from './types';

export function approvalOf({ approval }: Pick<Question, 'approval'>): Approval {
  return (approval as Approval | null) ?? 'planned';
}

/** @param pin the training job that `pin` names */
export function controlOf(question: Question, pin: Contender | null): ChampionControl {
  const { gate } = question;
  return {
    gate: {
      minimumValue: gate?.minimum_value ?? undefined,
      minimumImprovement: gate?.minimum_improvement ?? undefined,
      maximumCostUsd: gate?.maximum_cost_usd ?? undefined,
      compare: (gate?.compare as ChampionControl['gate']['compare'] | null) ?? undefined,
    },
    approval: approvalOf(question),
    approvedTrainingJob: question.approved_training_job,
    pin,
    reject: question.reject ?? [],
  };
}

export function standingOf(prior: ChampionState | null, { previous = [] }: Kept): Standing {
  return { candidate: prior?.candidate ?? null, current: prior?.current ?? null, previous };
}

/** Returns the reason that a champion gives while its newest search has not ended. */
export function waitsFor(tuningJobNames: readonly string[]): string {
  return `waits for ${tuningJobNames.map((name) => `tuning job ${name}`).join(' and ')} to end`;
}
