import type { CallHandler } from '../call-handler';
import { toFunctionMessage } from '../schema-messages';

export const getFunctions: CallHandler<'GetFunctions'> = async (_request, session) => {
  const { functions } = await session.everything();
  return {
    functions: new Map(Array.from(functions, ([name, held]) => [name, toFunctionMessage(held)] as const)),
  };
};
