import type { AttributePath } from '../../../kernel';
import type { Attributes } from '../../experiment/attribute';
import { trainingJobDefinition } from '../../experiment/model';
import type { PlacedDefinition } from '../../experiment/definitions';
import { looksSecret } from '../../looks-secret';
import { checkLength } from '../attributes/check-text';
import type { Report } from '../report';

type Texts = Readonly<Record<string, string | undefined>>;

const MAX_TEXT = 512;
const VARIABLE = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Checks environment variables, and reports credentials that every principal allowed to describe the job could read.
 */
export function checkEnvironment({ definition, path: at }: PlacedDefinition, report: Report): void {
  const variables = Object.entries(definition.environment ?? {});
  for (const [name, value] of variables) {
    const path = [...at, 'environment', name];
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
    if (secret === true) screenSecrets([...at, attribute], definition[attribute as 'environment'], report);
  }
}

function screenSecrets(at: AttributePath, values: Texts | undefined, report: Report): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!looksSecret(name, value ?? '')) continue;
    report.warning(
      [...at, name],
      'Possible Secret in Plain Text',
      `${String(at.at(-1))}.${name} looks like a credential. Any user who may describe the training job can read it, and so can readers of the state. Keep it in Secrets Manager and let the container fetch it with its role.`,
    );
  }
}
