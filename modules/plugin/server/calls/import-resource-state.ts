import { TuneformError } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import { send } from '../values';

export const importResourceState: CallHandler<'ImportResourceState'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  const type = impliedType(resource.schema);
  if (resource.importState === undefined) {
    throw new TuneformError(`${resource.typeName} cannot be imported: nothing identifies an existing one.`, {
      code: 'IMPORT_UNSUPPORTED',
      summary: 'Import Not Supported',
    });
  }
  const id = request.id ?? '';
  const configured = session.requireConfigured(`importing ${resource.typeName}`);
  const answer = await session.run(caller, (context) => resource.importState?.({ id, configured }, context));
  return {
    importedResources: [
      { typeName: resource.typeName, state: send(type, answer?.state), private: answer?.private },
    ],
    diagnostics: toDiagnosticMessages(answer?.diagnostics ?? [], type),
  };
};
