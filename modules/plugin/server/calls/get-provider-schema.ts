import { checkSchema } from '../../rules/check-schema';
import type { Schema } from '../../schema/schema';
import type { CallHandler } from '../call-handler';
import { capabilities } from '../capabilities';
import { toDiagnosticMessages } from '../diagnostics';
import { toFunctionMessage, toSchemaMessage } from '../schema-messages';

export const getProviderSchema: CallHandler<'GetProviderSchema'> = async (_request, session) => {
  const { resources, dataSources, ephemeralResources, functions } = await session.everything();
  const schemas = (entries: ReadonlyMap<string, { readonly schema: Schema }>) =>
    new Map(Array.from(entries, ([name, { schema }]) => [name, toSchemaMessage(schema)] as const));
  // A resource and a data source may share one name but have different schemas.
  const described: readonly (readonly [string, { readonly schema: Schema }])[] = [
    [`provider ${session.provider.name}`, session.provider],
    ...resources,
    ...dataSources,
    ...ephemeralResources,
  ];
  const blame = session.policy.check
    ? described.flatMap(([name, { schema }]) => session.blame(checkSchema(schema), `describing ${name}`))
    : [];
  return {
    diagnostics: toDiagnosticMessages(blame.map(({ path: _path, ...diagnostic }) => diagnostic)),
    provider: toSchemaMessage(session.provider.schema),
    resourceSchemas: schemas(resources),
    dataSourceSchemas: schemas(dataSources),
    ephemeralResourceSchemas: schemas(ephemeralResources),
    functions: new Map(Array.from(functions, ([name, held]) => [name, toFunctionMessage(held)] as const)),
    serverCapabilities: capabilities,
  };
};
