import type { CallHandler } from '../call-handler';
import { capabilities } from '../capabilities';

/** Returns names only. No known client asks, but the protocol offers it. */
export const getMetadata: CallHandler<'GetMetadata'> = async (_request, session) => {
  const { resources, dataSources, ephemeralResources, functions } = await session.everything();
  const typeNames = (names: Iterable<string>) => Array.from(names, (typeName) => ({ typeName }));
  return {
    serverCapabilities: capabilities,
    resources: typeNames(resources.keys()),
    dataSources: typeNames(dataSources.keys()),
    ephemeralResources: typeNames(ephemeralResources.keys()),
    functions: Array.from(functions.keys(), (name) => ({ name })),
  };
};
