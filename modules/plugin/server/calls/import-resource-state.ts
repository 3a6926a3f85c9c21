import { hasErrors, TuneformError } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Breach } from '../../rules/breach';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';

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
  const doing = `importing ${resource.typeName}`;
  const configured = session.requireConfigured(doing);
  const answer = await session.run(caller, (context) => resource.importState?.({ id, configured }, context));
  const { value, breaches } = session.inspect(resource.schema, answer?.state ?? null, {
    type: 'R36',
    writeOnly: 'R36',
    known: 'R36',
  });
  const missing: readonly Breach[] =
    value === null && session.policy.check && !hasErrors(answer?.diagnostics ?? [])
      ? [{ rule: 'R35', path: [], problem: 'is null' }]
      : [];
  const blame = session.blame([...breaches, ...missing], doing);
  return {
    importedResources: [
      { typeName: resource.typeName, state: session.send(type, value), private: answer?.private },
    ],
    diagnostics: toDiagnosticMessages([...(answer?.diagnostics ?? []), ...blame], type),
  };
};
