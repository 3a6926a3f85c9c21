import { formatPath, messageOf } from '../kernel';
import { RULES } from '../plugin';
import type { ResponseOf } from '../plugin';
import { failed, passed } from './finding';
import type { Finding } from './finding';
import { CheckContext } from './process/check-context';
import { requireExecutable } from './require-executable';
import { readAnswer } from './schema/read-answer';
import type { Described } from './schema/read-answer';

const ANSWER = 'schema answer';
const ERROR_SEVERITY = 1;

/**
 * Asks a provider's executable for its schemas over the real protocol and checks each against Terraform's rules R1 to
 * R8. Returns one finding for the response, one for each correct object, and one for each breach. Throws
 * `EXECUTABLE_NOT_FOUND` or `NOT_EXECUTABLE`.
 *
 * @param executable path of the provider's executable
 */
export async function checkSchema(executable: string): Promise<readonly Finding[]> {
  requireExecutable(executable);
  const context = new CheckContext(executable);
  try {
    const connection = await context.connect(context.start());
    return findingsOf(await connection.call('GetProviderSchema', {}));
  } catch (error) {
    return [failed(ANSWER, messageOf(error), 'Implement GetProviderSchema for protocol 6.')];
  } finally {
    await context.clear();
  }
}

function findingsOf(answer: ResponseOf<'GetProviderSchema'>): readonly Finding[] {
  const errors = (answer.diagnostics ?? []).filter(({ severity }) => severity === ERROR_SEVERITY);
  const described = readAnswer(answer);
  const objects = described.filter(({ schema }) => schema !== undefined);
  const head =
    errors.length === 0
      ? [passed(ANSWER, `The provider describes ${String(objects.length)} objects.`)]
      : errors.map(({ summary, detail }) =>
          failed(
            ANSWER,
            `${summary ?? ''}: ${detail ?? ''}`,
            'Terraform rejects this provider. Fix the schema.',
          ),
        );
  // A response with errors may be empty otherwise.
  const configuration =
    answer.provider === undefined && errors.length === 0
      ? [failed('schema of provider', 'The provider has none.', remedyOf('R1'))]
      : [];
  return [...head, ...configuration, ...described.flatMap(inspect)];
}

/** Mentions only faulty functions. */
function inspect({ kind, name, schema, breaches }: Described): readonly Finding[] {
  const check = `${schema === undefined ? '' : 'schema of '}${kind} ${name}`.trim();
  if (breaches.length > 0 || schema === undefined) {
    return breaches.map(({ rule, path, problem }) =>
      failed(check, `${path.length === 0 ? 'It' : formatPath(path)} ${problem}.`, remedyOf(rule)),
    );
  }
  const count = Object.keys(schema.attributes).length + Object.keys(schema.blocks).length;
  return [passed(check, `${String(count)} attributes and blocks follow the rules.`)];
}

const remedyOf = (rule: keyof typeof RULES): string => `Rule ${rule}: ${RULES[rule]}`;
