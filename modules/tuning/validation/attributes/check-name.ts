import { MAX_TUNING_JOB_NAME_LENGTH } from '../../tuning-job-name';
import type { Report } from '../report';

/** SageMaker's pattern for a tuning job's name, matched against the whole text; the length is checked apart. */
const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;

/** The kind of job whose names begin with the logical name. */
const TUNING_JOB = { kind: 'tuning job', maxLength: MAX_TUNING_JOB_NAME_LENGTH };

/** Checks the logical name. It becomes the readable part of every job's name and follows the same rules. */
export function checkName(
  { name }: { readonly name?: string | undefined },
  report: Report,
  { kind, maxLength } = TUNING_JOB,
): void {
  if (name === undefined) return;
  if (name.length > maxLength) {
    report.error(
      ['name'],
      'Name Too Long',
      `name "${name}" has ${String(name.length)} characters. SageMaker allows at most ${String(maxLength)} in a ${kind}'s name. Shorten it.`,
    );
  } else if (!NAME.test(name)) {
    report.error(
      ['name'],
      'Invalid Name',
      `name ${JSON.stringify(name)} is not allowed. Use letters, digits and hyphens, beginning and ending with a letter or digit.`,
    );
  }
}
