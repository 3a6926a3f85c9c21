import type { StrayTuningJob } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ExperimentState } from './types';

const stopCommand = (name: string): string =>
  `aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name ${name}`;

/** A refresh found a running job that state does not know. */
export function strayWarning(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return warningAt(
    [],
    'Running Tuning Job Not in State',
    `Tuning job "${name}" runs, costs money and carries the tags of experiment "${state.name}", and state does not know ` +
      'it: state was rolled back, Terraform was killed before it could save, or another configuration has the same owner ' +
      'and experiment. Apply the configuration that launched it to take it over, which costs nothing, or stop it: ' +
      `${stopCommand(name)}. Destroying the experiment stops it too. [TUNING_JOB_NOT_IN_STATE]`,
  );
}

/** Destroying stopped a job that state did not know. */
export function strayStoppedWarning(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return warningAt(
    [],
    'Stopped a Tuning Job Not in State',
    `Tuning job "${name}" ran and was stopped as well: state did not know it, but its tags name experiment ` +
      `"${state.name}" and its name follows from them. [STRAY_JOB_STOPPED]`,
  );
}

/** Destroying found a running job that claims to be the experiment's. */
export function strayInDoubt(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return errorAt(
    [],
    'Running Tuning Job in Doubt',
    `Tuning job "${name}" runs, costs money and its tags name experiment "${state.name}", but state does not know it and ` +
      'its name does not follow from its tags, so it was left alone and the experiment stays in state. If it is yours, stop ' +
      `it: ${stopCommand(name)}. If it is not, have its tags corrected, or let Terraform forget the experiment with ` +
      'terraform state rm. [STRAY_JOB_IN_DOUBT]',
  );
}

/** Destroying could not look for jobs that state does not know. */
export function notLookedFor(state: ExperimentState, reason: string): Diagnostic {
  return warningAt(
    [],
    'Running Tuning Jobs Not Listed',
    `All tuning jobs that state knows of experiment "${state.name}" have ended. Whether one runs that state does not know ` +
      'could not be seen, because the service did not list the running ones. To look: tuneform orphans. Service reason: ' +
      `"${reason}" [STRAY_JOBS_NOT_LISTED]`,
  );
}
