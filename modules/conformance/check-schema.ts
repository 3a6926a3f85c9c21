import { formatPath, messageOf } from '../kernel';
import { RULES, schemaBreaches } from '../plugin';
import type { ResponseOf, SchemaMessage } from '../plugin';
import { failed, passed } from './finding';
import type { Finding } from './finding';
import { Stand } from './process/stand';
import { requireExecutable } from './require-executable';
import { schemaOfMessage } from './schema/schema-of-message';

const ANSWER = 'schema answer';
const ERROR_SEVERITY = 1;

/**
 * Asks a provider's executable for its schemas over the real protocol and holds each to Terraform's rules R1 to R8. One
 * finding for the answer, one for each object that keeps the rules, one for each breach of one that does not.
 *
 * @param executable path of the provider's executable. Throws `EXECUTABLE_NOT_FOUND` or `NOT_EXECUTABLE`.
 */
export async function checkSchema(executable: string): Promise<readonly Finding[]> {
  requireExecutable(executable);
  const stand = new Stand(executable);
  try {
    const connection = await stand.connect(stand.start());
    return findingsOf(await connection.call('GetProviderSchema', {}));
  } catch (error) {
    return [failed(ANSWER, messageOf(error), 'Answer GetProviderSchema over protocol 6.')];
  } finally {
    await stand.clear();
  }
}

function findingsOf(answer: ResponseOf<'GetProviderSchema'>): readonly Finding[] {
  const { provider, resourceSchemas, dataSourceSchemas, ephemeralResourceSchemas, diagnostics } = answer;
  const errors = (diagnostics ?? []).filter(({ severity }) => severity === ERROR_SEVERITY);
  const objects: (readonly [string, SchemaMessage])[] = [
    ...(provider === undefined ? [] : [['provider', provider] as const]),
    ...named('resource', resourceSchemas),
    ...named('data source', dataSourceSchemas),
    ...named('ephemeral resource', ephemeralResourceSchemas),
  ];
  const head =
    errors.length === 0
      ? [passed(ANSWER, `The provider describes ${String(objects.length)} objects.`)]
      : errors.map(({ summary, detail }) =>
          failed(
            ANSWER,
            `${summary ?? ''}: ${detail ?? ''}`,
            'Terraform refuses the provider. Correct the schema.',
          ),
        );
  const configuration =
    provider === undefined ? [failed('schema of provider', 'It has none.', remedyOf('R1'))] : [];
  return [...head, ...configuration, ...objects.flatMap(([name, message]) => inspect(name, message))];
}

const named = (kind: string, schemas: ReadonlyMap<string, SchemaMessage> | undefined) =>
  Array.from(schemas ?? [], ([name, message]) => [`${kind} ${name}`, message] as const);

function inspect(name: string, message: SchemaMessage): readonly Finding[] {
  const check = `schema of ${name}`;
  const { schema, breaches } = schemaOfMessage(message);
  const all = [...breaches, ...schemaBreaches(schema)];
  if (all.length === 0) {
    const count = Object.keys(schema.attributes).length + Object.keys(schema.blocks).length;
    return [passed(check, `${String(count)} attributes and blocks keep the rules.`)];
  }
  return all.map(({ rule, path, problem }) =>
    failed(check, `${path.length === 0 ? 'It' : formatPath(path)} ${problem}.`, remedyOf(rule)),
  );
}

const remedyOf = (rule: keyof typeof RULES): string => `Rule ${rule}: ${RULES[rule]}`;
