import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { costCeiling, explainCostCeiling, launchSentence } from '../../tuning';
import type { OwnerChange } from './owner-change';
import type { ExperimentState } from './types';

/** What bounds the cost of a search. */
export type CostBound = Parameters<typeof launchSentence>[0];

export function launchWarning(bound: CostBound): Diagnostic {
  return warningAt(
    [],
    'Launches a Tuning Job',
    `${launchSentence(bound)} ${explainCostCeiling(costCeiling(bound))}`,
  );
}

/** `causes`: the attributes that decide it. */
export function sizeUnknownWarning(causes: readonly string[]): Diagnostic {
  return warningAt(
    [],
    'Launches a Tuning Job',
    `Applying launches 1 tuning job; how large it is depends on ${causes.join(', ')}, known only while applying.`,
  );
}

/** `causes`: the attributes that decide it. */
export function mayLaunchWarning(causes: readonly string[], bound: CostBound | undefined): Diagnostic {
  return warningAt(
    [],
    'May Launch a Tuning Job',
    `Whether applying launches a tuning job depends on ${causes.join(', ')}, known only while applying.` +
      (bound === undefined ? '' : ` If it does: ${launchSentence(bound)}`),
  );
}

/** `launches`: applying pays for the search again, because its names hold the owner. */
export function ownerChangedWarning(
  { name }: { readonly name: string },
  { from, to }: OwnerChange,
  launches: boolean,
): Diagnostic {
  const consequence = launches
    ? 'The names of tuning jobs hold the owner, so applying launches the search again and pays for it; its champion is ' +
      'chosen anew. '
    : '';
  return warningAt(
    [],
    'Owner Changed',
    `The provider's owner was "${from}" when experiment "${name}" was last applied and is "${to}" now. ${consequence}What ` +
      `"${from}" launched stays and is stopped when the experiment is destroyed; endpoints that "${from}" made are not taken ` +
      `over. To change nothing, set owner = "${from}".`,
  );
}

/** An edit destroys no history, so a search that is superseded goes on, and so does its bill: the reviewer is told. */
export function stillRunningWarning(prior: ExperimentState): Diagnostic {
  const { generation, tuning_job_name: name } = prior;
  const seen =
    prior.status === 'Unconfirmed'
      ? 'was asked for and may be running'
      : 'was in progress when it was last read';
  return warningAt(
    [],
    'Earlier Search Still Running',
    `Generation ${String(generation)}, tuning job ${name}, ${seen}. Applying does not stop it: it goes on, and costs ` +
      'money, until it ends by itself or the experiment is destroyed. If its result is not wanted: ' +
      `aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name ${name}`,
  );
}
