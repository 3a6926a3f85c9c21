import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { costCeiling, explainCostCeiling, launchSentence } from '../../tuning';
import type { ExperimentState } from './types';

/** What bounds the cost of a search. */
export type CostBound = Parameters<typeof launchSentence>[0];

export function launchWarning(bound: CostBound): Diagnostic {
  return warningAt(
    [],
    'Launches A Tuning Job',
    `${launchSentence(bound)} ${explainCostCeiling(costCeiling(bound))}`,
  );
}

/** `causes`: the attributes that decide it. */
export function sizeUnknownWarning(causes: readonly string[]): Diagnostic {
  return warningAt(
    [],
    'Launches A Tuning Job',
    `Applying launches 1 tuning job; how large it is depends on ${causes.join(', ')}, known only while applying.`,
  );
}

/** `causes`: the attributes that decide it. */
export function mayLaunchWarning(causes: readonly string[], bound: CostBound | undefined): Diagnostic {
  return warningAt(
    [],
    'May Launch A Tuning Job',
    `Whether applying launches a tuning job depends on ${causes.join(', ')}, known only while applying.` +
      (bound === undefined ? '' : ` If it does: ${launchSentence(bound)}`),
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
