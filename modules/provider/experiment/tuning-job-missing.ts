import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/** Warns that the record of a launched tuning job is gone. */
export function missingWarning(name: string, onMissing: unknown): Diagnostic {
  const then =
    onMissing === 'relaunch'
      ? 'Because on_missing is relaunch, the next apply launches it again under its name, and pays for it.'
      : 'The experiment and its champion stay and nothing is launched. To run and pay for the search again, raise run or set ' +
        'on_missing = "relaunch".';
  return warningAt(
    ['tuning_job_name'],
    'Tuning Job Record Missing',
    `Tuning job "${name}" was launched, but its record was deleted outside Terraform. ${then} [TUNING_JOB_MISSING]`,
  );
}
