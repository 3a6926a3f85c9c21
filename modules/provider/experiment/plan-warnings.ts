import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { costCeiling, explainCostCeiling, launchSentence, launchTitle } from '../../tuning';
import type { Prices } from '../../tuning';
import type { OwnerChange } from './owner-change';
import type { ExperimentState } from './types';

/** The bounds on the cost of a search. */
export type CostBound = Parameters<typeof launchSentence>[0];

/**
 * The title says it all: `cost_ceiling` tells hours and price. Only what has no limit or no price is explained.
 *
 * @param parents the tuning jobs that the new one starts from
 */
export function launchWarning(
  name: string,
  {
    bound,
    prices,
    parents = [],
  }: { readonly bound: CostBound; readonly prices: Prices; readonly parents?: readonly string[] },
): Diagnostic {
  const ceiling = costCeiling(bound, prices);
  const isPlain = typeof ceiling.usd === 'number' && ceiling.serviceLimit === undefined;
  return warningAt([], launchTitle(name, bound, prices, parents), isPlain ? '' : explainCostCeiling(ceiling));
}

/** `causes`: the attributes that decide it. */
export function sizeUnknownWarning(name: string, causes: readonly string[]): Diagnostic {
  return warningAt(
    [],
    `Launch of ${name}: size unknown`,
    `Applying launches 1 tuning job. Its size depends on ${causes.join(', ')}, known only during the apply.`,
  );
}

/** `causes`: the attributes that decide it. */
export function mayLaunchWarning(
  name: string,
  causes: readonly string[],
  bound: CostBound | undefined,
  prices: Prices | undefined,
): Diagnostic {
  return warningAt(
    [],
    bound === undefined || prices === undefined
      ? `Possible launch of ${name}: size unknown`
      : launchTitle(name, bound, prices).replace('Launch', 'Possible launch'),
    `Whether applying launches a tuning job depends on ${causes.join(', ')}, known only during the apply.` +
      (bound === undefined || prices === undefined ? '' : ` If it does: ${launchSentence(bound, prices)}`),
  );
}

/** `launches`: applying pays for the search again, because its names contain the owner. */
export function ownerChangedWarning(
  { name }: { readonly name: string },
  { from, to }: OwnerChange,
  launches: boolean,
): Diagnostic {
  const consequence = launches
    ? 'The names of tuning jobs contain the owner, so applying launches the search again, which costs money, and then ' +
      'chooses the champion again. '
    : '';
  return warningAt(
    [],
    'Owner Changed',
    `The provider's owner was "${from}" when experiment "${name}" was last applied and is "${to}" now. ${consequence}Searches ` +
      `that "${from}" launched stay and are stopped when the experiment is destroyed. Endpoints that "${from}" created are not ` +
      `adopted. To change nothing, set owner = "${from}".`,
  );
}

/**
 * An edit destroys no history, so a superseded search continues and keeps costing money. This warning tells the
 * reviewer.
 */
export function stillRunningWarning(prior: ExperimentState): Diagnostic {
  const { generation, tuning_job_name: name } = prior;
  const seen =
    prior.status === 'Unconfirmed'
      ? 'was requested and may be running'
      : 'was in progress at the last refresh';
  return warningAt(
    [],
    'Earlier Search Still Running',
    `Generation ${String(generation)}, tuning job ${name}, ${seen}. Applying does not stop it: it continues, and ` +
      'costs money, until it ends by itself or the experiment is destroyed. If you do not need its result: ' +
      `aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name ${name}`,
  );
}

/** The edit supersedes a search that is running, and applying stops it. */
export function stopsEarlierWarning(prior: ExperimentState): Diagnostic {
  const { generation, tuning_job_name: name } = prior;
  return warningAt(
    ['on_change'],
    'Stop of an Earlier Search',
    `Generation ${String(generation)}, tuning job ${name}, is running or may be. Because on_change is stop_previous, applying stops ` +
      'it. Its record and the training jobs that completed stay.',
  );
}
