import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isWhollyKnown, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { openPromotion, ownerBefore, sameJudgement } from './refreshed-promotion';
import type { RefreshedPromotion } from './refreshed-promotion';
import { decidedAttributes } from './schema';
import type { championSchema } from './schema';
import type { ChampionPlan, ChampionState, Decided } from './types';

/** A change of these attributes requires a new decision; the others only change how long an apply waits. */
const QUESTION = ['tuning_job_names', 'objective', 'gate'] as const;

/**
 * Plans a champion. A decided champion stays decided until the searches, the objective or the gate change. An undecided one
 * is planned as unknown, so that the next apply resumes in place.
 */
export function planChampion({
  planned,
  prior,
  configured,
  private: kept,
}: PlanRequest<typeof championSchema, ProviderData>): PlanAnswer<typeof championSchema> {
  const settled =
    prior !== null &&
    prior.status !== 'InProgress' &&
    !asksAgain(planned, prior) &&
    !failsStill(planned, prior);
  const promotion = openPromotion(kept);
  const reconsidered = prior !== null && promotion !== undefined && !sameJudgement(planned, prior);
  return {
    planned: { ...planned, id: planned.name, ...(settled ? decidedOf(prior) : undecided) },
    diagnostics: [
      ...(reconsidered ? [reconsideredWarning(prior, promotion)] : []),
      ...(settled ? [] : ownerChanged(prior, ownerBefore(kept), configured?.owner)),
    ],
  };
}

/** Another owner has different searches; the warning tells the reviewer why the champion is chosen again. */
function ownerChanged(
  prior: ChampionState | null,
  from: string | undefined,
  to: string | undefined,
): readonly Diagnostic[] {
  if (prior === null || from === undefined || to === undefined || from === to) return [];
  return [
    warningAt(
      [],
      'Owner Changed',
      `The provider's owner was "${from}" when champion "${prior.name}" was last applied and is "${to}" now. The new owner has ` +
        'its own searches, so applying chooses the champion again. The current champion stays until a candidate beats it.',
    ),
  ];
}

/** Tells a reviewer that a changed gate may withdraw a promotion that a refresh has shown or an endpoint already serves. */
function reconsideredWarning(prior: ChampionState, { before }: RefreshedPromotion): Diagnostic {
  const otherwise =
    before === null ? 'there is no champion' : `${before.training_job_name} is the champion again`;
  return warningAt(
    ['gate'],
    'Promotion Reconsidered',
    `A refresh promoted ${prior.training_job_name ?? 'the candidate'} to champion under the previous gate and objective. ` +
      `Applying judges it by the gate and objective of this configuration: unless it passes, ${otherwise}.`,
  );
}

/** An apply that fails for want of a winner fails again until there is one: a pipeline that is run again must not pass. */
const failsStill = ({ fail_on: failOn }: ChampionPlan, { verdict }: ChampionState): boolean =>
  failOn === 'no_winner' && verdict === 'no winner';

function asksAgain(planned: ChampionPlan, prior: ChampionState): boolean {
  return QUESTION.some((name) => !isWhollyKnown(planned[name]) || !sameValue(planned[name], prior[name]));
}

const names = Object.keys(decidedAttributes) as (keyof Decided)[];

const undecided = Object.fromEntries(names.map((name) => [name, unknown])) as {
  readonly [K in keyof Decided]: typeof unknown;
};

function decidedOf(state: ChampionState): Decided {
  return Object.fromEntries(names.map((name) => [name, state[name]])) as Decided;
}
