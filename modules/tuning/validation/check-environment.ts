import type { Attributes } from '../experiment/attribute';
import { trainingJobDefinition } from '../experiment/model';
import type { ExperimentDraft } from '../experiment/spec';
import { looksSecret } from '../looks-secret';
import { checkLength } from './check-text';
import type { Report } from './report';

const MAX_VARIABLES = 48;
const MAX_TEXT = 512;
const VARIABLE = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Checks environment variables, and reports credentials that every principal allowed to describe the job could read.
 */
export function checkEnvironment(draft: ExperimentDraft, report: Report): void {
  const variables = Object.entries(draft.environment ?? {});
  if (variables.length > MAX_VARIABLES) {
    report.error(
      ['environment'],
      'Too Many Environment Variables',
      `environment holds ${String(variables.length)} variables. SageMaker allows at most ${String(MAX_VARIABLES)}. Put settings in a file or in one variable.`,
    );
  }
  for (const [name, value] of variables) {
    const path = ['environment', name];
    if (
      checkLength(name, { path, name: 'an environment variable name', min: 1, max: MAX_TEXT }, report) &&
      !VARIABLE.test(name)
    ) {
      report.error(
        path,
        'Invalid Environment Variable Name',
        `environment has a variable ${JSON.stringify(name)}. Names have letters, digits and underscores and do not begin with a digit.`,
      );
    }
    checkLength(value, { path, name: `environment variable ${name}`, min: 0, max: MAX_TEXT }, report);
  }
  for (const [attribute, { secret }] of Object.entries(trainingJobDefinition as Attributes)) {
    if (secret === true) screenSecrets(attribute, draft[attribute as 'environment'], report);
  }
}

function screenSecrets(attribute: string, values: ExperimentDraft['environment'], report: Report): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!looksSecret(name, value ?? '')) continue;
    report.warning(
      [attribute, name],
      'Possible Secret in Plain Text',
      `${attribute}.${name} looks like a credential. Everyone who may describe the training job can read it, and so can readers of the state. Keep it in Secrets Manager and let the container fetch it with its role.`,
    );
  }
}
