import type { Schema } from '../../schema/schema';
import type { CallHandler } from '../call-handler';
import { capabilities } from '../capabilities';
import { toFunctionMessage, toSchemaMessage } from '../schema-messages';

export const getProviderSchema: CallHandler<'GetProviderSchema'> = async (_request, session) => {
  const { resources, dataSources, ephemeralResources, functions } = await session.everything();
  const schemas = (entries: ReadonlyMap<string, { readonly schema: Schema }>) =>
    new Map(Array.from(entries, ([name, { schema }]) => [name, toSchemaMessage(schema)] as const));
  return {
    provider: toSchemaMessage(session.provider.schema),
    resourceSchemas: schemas(resources),
    dataSourceSchemas: schemas(dataSources),
    ephemeralResourceSchemas: schemas(ephemeralResources),
    functions: new Map(Array.from(functions, ([name, held]) => [name, toFunctionMessage(held)] as const)),
    serverCapabilities: capabilities,
  };
};
