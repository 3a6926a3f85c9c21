import { isUnknown, sameValue } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import { costQuestionOf, longForm } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { rejectedHere } from '../rejected-here';
import { budgetOf, budgetProblems, mayBeCapped } from './budget';
import { MEMBER_PLACES } from './member-places';
import { launchWarning, mayLaunchWarning, sizeUnknownWarning } from './plan-warnings';
import { ceilingOf, costOf, everythingUnknown, idOf } from './planned-computed';
import { undecidedAttributes } from './planned-spec';
import type { wholeSchema } from './schema';

type Request = Omit<PlanRequest<typeof wholeSchema, ProviderData>, 'config'>;

/** Plans a search of which part is known only after other objects are applied. */
export function planUndecided({ planned, prior, configured }: Request): PlanAnswer<typeof wholeSchema> {
  // An attribute that has not changed belongs to a search that was launched already.
  const before = prior === null ? null : longForm(prior).values;
  const asked = Object.fromEntries(
    Object.entries(MEMBER_PLACES).filter(
      ([name]) => before === null || !sameValue(longForm(planned, isUnknown).values[name], before[name]),
    ),
  );
  const unsupported = rejectedHere(configured?.localMembers, planned, asked);
  const bound = costQuestionOf(planned, isUnknown);
  const prices = configured?.prices;
  // Whether a budget that stops a search is enough is known with the search; the plan during the apply says it.
  const overBudget =
    prior !== null || bound === undefined || prices === undefined || planned.budget_action === 'stop'
      ? []
      : budgetProblems(bound, budgetOf(planned), prices);
  const rejected = [...unsupported, ...overBudget];
  const common = {
    ...planned,
    ...everythingUnknown,
    ...idOf(prior),
    ...costOf(prior),
    ...(bound !== undefined &&
      prices !== undefined &&
      !mayBeCapped(planned, bound, prices) &&
      ceilingOf(bound, prices)),
  };
  const undecided = [
    ...(['name', 'run'] as const).filter((name) => isUnknown(planned[name])),
    ...undecidedAttributes(planned),
  ];
  const name = isUnknown(planned.name) ? 'an experiment' : planned.name;
  const causes = undecided.length > 0 ? undecided : ['the provider configuration'];
  if (prior === null) {
    return {
      planned: { ...common, generation: 1, action: 'launch', because: 'the experiment is new' },
      diagnostics:
        rejected.length > 0
          ? rejected
          : [
              bound === undefined || prices === undefined
                ? sizeUnknownWarning(name, causes)
                : launchWarning(name, { bound, prices }),
            ],
    };
  }
  return {
    planned: common,
    diagnostics: rejected.length > 0 ? rejected : [mayLaunchWarning(name, causes, bound, prices)],
  };
}
