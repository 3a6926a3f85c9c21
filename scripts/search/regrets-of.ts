import type { Suggestion, TrialHistory } from '../../modules/search';
import type { ObjectiveFunction } from '../../test/unit/search/objective-functions';

/** A source of suggested trials. */
export interface Suggesting {
  suggest(history: TrialHistory, count: number): Promise<readonly Suggestion[]> | readonly Suggestion[];
}

/** Returns the true regret of the best measured trial so far, after each of `evaluations`; `slots` run at once. */
export async function regretsOf(
  objective: ObjectiveFunction,
  searcher: Suggesting,
  { seed, slots, evaluations }: { seed: number; slots: number; evaluations: number },
): Promise<readonly number[]> {
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  const active: { hyperparameters: Suggestion }[] = [];
  const regrets: number[] = [];
  let least = Infinity;
  let regret = Infinity;
  while (completed.length < evaluations) {
    const next = await searcher.suggest({ completed, active, failed: [] }, slots - active.length);
    active.push(...next.map((hyperparameters) => ({ hyperparameters })));
    const ended = active.shift();
    if (ended === undefined) break;
    const { hyperparameters } = ended;
    const value = objective.evaluate(hyperparameters, { seed, trial: completed.length });
    completed.push({ hyperparameters, value });
    if (value < least) {
      least = value;
      regret = (objective.truth ?? objective.evaluate)(hyperparameters) - objective.optimum;
    }
    regrets.push(regret);
  }
  return regrets;
}
