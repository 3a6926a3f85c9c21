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

/** A change of these asks the question again; anything else only changes how long an apply waits. */
const QUESTION = ['tuning_job_names', 'objective', 'gate'] as const;

/**
 * A champion that is decided stays decided until other searches, another objective or another gate are asked about.
 * One that waits is planned to be looked at again, so that the next apply resumes in place.
 */
export function planChampion({
  planned,
  prior,
  configured,
  private: kept,
}: PlanRequest<typeof championSchema, ProviderData>): PlanAnswer<typeof championSchema> {
  const settled = prior !== null && prior.status !== 'InProgress' && !asksAgain(planned, prior);
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

/** The searches of another owner are other searches: a reviewer reads why this one is asked again. */
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
      `The provider's owner was "${from}" when champion "${prior.name}" was last applied and is "${to}" now. Its searches are ` +
        'other ones from here on, so it is chosen anew; the champion so far stays until one of them betters it.',
    ),
  ];
}

/** A reviewer who tightens the gate reads that this may take back what a refresh has shown, or even what is served. */
function reconsideredWarning(prior: ChampionState, { before }: RefreshedPromotion): Diagnostic {
  const otherwise =
    before === null ? 'there is no champion' : `${before.training_job_name} is the champion again`;
  return warningAt(
    ['gate'],
    'Promotion Reconsidered',
    `${prior.training_job_name ?? 'The candidate'} became champion when a refresh found its search ended, by the gate ` +
      `and objective as they were then. Applying judges it by those of this configuration: unless it passes, ${otherwise}.`,
  );
}

function asksAgain(planned: ChampionPlan, prior: ChampionState): boolean {
  return QUESTION.some((name) => !isWhollyKnown(planned[name]) || !sameValue(planned[name], prior[name]));
}

const names = Object.keys(decidedAttributes) as (keyof Decided)[];

const undecided = Object.fromEntries(names.map((name) => [name, unknown])) as unknown as {
  readonly [K in keyof Decided]: typeof unknown;
};

function decidedOf(state: ChampionState): Decided {
  return Object.fromEntries(names.map((name) => [name, state[name]])) as unknown as Decided;
}
