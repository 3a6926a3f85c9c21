import type { StrayTuningJob } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ExperimentState } from './types';

const stopCommand = (name: string): string =>
  `aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name ${name}`;

/** A refresh found a running job that is not in state. */
export function strayWarning(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return warningAt(
    [],
    'Running Tuning Job Not in State',
    `Tuning job "${name}" is running, costs money and has the tags of experiment "${state.name}", but it is not in ` +
      'state: state was rolled back, Terraform was killed before it saved, or another configuration has the same owner ' +
      'and experiment. Apply the configuration that launched it to adopt it, which costs nothing, or stop it: ' +
      `${stopCommand(name)}. Destroying the experiment stops it too. [TUNING_JOB_NOT_IN_STATE]`,
  );
}

/** A destroy stopped a job that was not in state. */
export function strayStoppedWarning(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return warningAt(
    [],
    'Stopped a Tuning Job Not in State',
    `Tuning job "${name}" was running and was stopped too: it was not in state, but its tags name experiment ` +
      `"${state.name}" and its name follows from them. [STRAY_JOB_STOPPED]`,
  );
}

/** A destroy found a running job that claims to belong to the experiment. */
export function strayInDoubt(state: ExperimentState, { name }: StrayTuningJob): Diagnostic {
  return errorAt(
    [],
    'Running Tuning Job in Doubt',
    `Tuning job "${name}" is running, costs money and its tags name experiment "${state.name}", but it is not in state and ` +
      'its name does not follow from its tags. Tuneform did not stop it, and the experiment stays in state. If the job is ' +
      `yours, stop it: ${stopCommand(name)}. If not, have its tags corrected, or remove the experiment from state with ` +
      'terraform state rm. [STRAY_JOB_IN_DOUBT]',
  );
}

/** A destroy could not look for jobs that are not in state. */
export function notLookedFor(state: ExperimentState, reason: string): Diagnostic {
  return warningAt(
    [],
    'Running Tuning Jobs Not Listed',
    `All tuning jobs of experiment "${state.name}" in state have ended. Whether one is running that is not in state ` +
      'is unknown, because the service did not list the running ones. To check: tuneform orphans. Service reason: ' +
      `"${reason}" [STRAY_JOBS_NOT_LISTED]`,
  );
}
