import { unknown } from '../../plugin';
import type { Choice } from '../../tuning';
import { previousAfter } from './kept';
import { decidedAttributes } from './schema';
import type { ChampionState, Decided } from './types';

const NAMES = Object.keys(decidedAttributes) as (keyof Decided)[];

/** What the apply decides. Without a champion there is no earlier one either. */
export function undecided(prior: ChampionState | null) {
  const open = Object.fromEntries(NAMES.map((name) => [name, unknown])) as {
    readonly [K in keyof Decided]: typeof unknown;
  };
  return (prior?.current ?? null) === null ? { ...open, previous_winners: null } : open;
}

/** What was decided before. */
export function decidedBefore(state: ChampionState): Decided {
  return Object.fromEntries(NAMES.map((name) => [name, state[name]])) as Decided;
}

/** The verdicts that a champion stands by. */
const STANDING: readonly string[] = ['promote', 'keep', 'pinned'];

/**
 * The attributes of a choice. A choice that changes no model keeps the reason why that model was promoted. So does a champion while it waits:
 * the status alone says that, in one line of a plan.
 */
export function decidedOf(choice: Choice, prior: ChampionState | null): Decided {
  const { status, verdict, because, candidate, current } = choice;
  const name = current?.training_job_name ?? null;
  const stands =
    prior !== null &&
    prior.training_job_name === name &&
    ((choice.isStanding === true && prior.verdict === 'promote') ||
      (verdict === 'wait' && STANDING.includes(prior.verdict)));
  const previous = previousAfter(prior?.previous_winners ?? [], {
    before: prior?.training_job_name ?? null,
    after: name,
    nameOf: (one) => one,
  });
  return {
    status,
    verdict: stands ? prior.verdict : verdict,
    because: stands ? prior.because : because,
    candidate,
    current,
    ...servedBy(current),
    previous_winners: previous.length === 0 ? null : previous,
  };
}

/** What an endpoint takes from a champion, which is null as long as there is none. */
export function servedBy(current: Choice['current']) {
  return {
    training_job_name: current?.training_job_name ?? null,
    model_data_url: current?.model_data_url ?? null,
    training_image: current?.training_image ?? null,
  };
}
