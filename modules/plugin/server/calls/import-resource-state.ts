import { hasErrors, TuneformError } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ImportResult } from '../../framework/managed-resource';
import type { ResponseOf } from '../../protocol/messages/calls';
import type { Breach } from '../../rules/breach';
import type { Schema } from '../../schema/schema';
import { unknown } from '../../schema/values/unknown';
import type { CallHandler } from '../call-handler';
import { checkDeferral } from '../deferral';
import { toDiagnosticMessages } from '../diagnostics';

export const importResourceState: CallHandler<'ImportResourceState'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  const type = impliedType(resource.schema);
  if (resource.importState === undefined) {
    throw new TuneformError(
      `${resource.typeName} does not support import, so "${request.id ?? ''}" cannot be imported. Remove its import block, ` +
        'and let Terraform create a new object.',
      { code: 'IMPORT_UNSUPPORTED', summary: 'Import Not Supported' },
    );
  }
  const id = request.id ?? '';
  const doing = `importing ${resource.typeName}`;
  return session.run(caller, importIt, request.clientCapabilities);

  async function importIt(context: Context): Promise<ResponseOf<'ImportResourceState'>> {
    const waiting = session.deferredBy(context);
    const answer =
      waiting === undefined
        ? await resource.importState?.({ id, configured: session.requireConfigured(doing) }, context)
        : { deferred: waiting };
    if (answer?.deferred !== undefined) {
      const { message, breaches } = checkDeferral(answer.deferred, context);
      return {
        importedResources: [{ typeName: resource.typeName, state: session.send(type, unknown) }],
        deferred: message,
        diagnostics: toDiagnosticMessages(
          [...(answer.diagnostics ?? []), ...session.blame(breaches, doing)],
          type,
        ),
      };
    }
    return imported(answer);
  }

  function imported(answer: ImportResult<Schema> | undefined): ResponseOf<'ImportResourceState'> {
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
  }
};
