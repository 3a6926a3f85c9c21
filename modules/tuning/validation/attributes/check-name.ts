import type { ExperimentDraft } from '../../experiment/spec';
import { MAX_TUNING_JOB_NAME_LENGTH } from '../../tuning-job-name';
import type { Report } from '../report';

/** SageMaker's pattern for a tuning job's name, matched against the whole text; the length is checked apart. */
const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;

/** Checks the logical name. It becomes the readable part of every tuning job's name and follows the same rules. */
export function checkName({ name }: ExperimentDraft, report: Report): void {
  if (name === undefined) return;
  if (name.length > MAX_TUNING_JOB_NAME_LENGTH) {
    report.error(
      ['name'],
      'Name Too Long',
      `name "${name}" has ${String(name.length)} characters. SageMaker allows at most ${String(MAX_TUNING_JOB_NAME_LENGTH)} in a tuning job's name. Shorten it.`,
    );
  } else if (!NAME.test(name)) {
    report.error(
      ['name'],
      'Invalid Name',
      `name ${JSON.stringify(name)} is not allowed. Use letters, digits and hyphens, beginning and ending with a letter or digit.`,
    );
  }
}
