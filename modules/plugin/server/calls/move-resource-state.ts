import { TuneformError } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import { parseJson } from '../../cty/json';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import { privateBytes } from '../values';

export const moveResourceState: CallHandler<'MoveResourceState'> = async (request, session, caller) => {
  const resource = await session.resource(request.targetTypeName ?? '');
  const type = impliedType(resource.schema);
  const source = `${request.sourceTypeName ?? ''} of ${request.sourceProviderAddress ?? ''}`;
  const answer = await session.run(caller, (context) =>
    resource.moveState?.(
      {
        sourceProviderAddress: request.sourceProviderAddress ?? '',
        sourceTypeName: request.sourceTypeName ?? '',
        sourceSchemaVersion: request.sourceSchemaVersion ?? 0,
        sourceState: parseJson(request.sourceState?.json ?? Buffer.from('null')),
        sourcePrivate: privateBytes(request.sourcePrivate),
        configured: session.configured,
      },
      context,
    ),
  );
  if (answer === undefined) {
    throw new TuneformError(
      `${resource.typeName} cannot take over a ${source}. Remove the moved block: Terraform then destroys the old object and ` +
        'creates a new one. To keep the old object, keep its type.',
      { code: 'MOVE_UNSUPPORTED', summary: 'Move Not Supported' },
    );
  }
  const rules = { type: 'R36', writeOnly: 'R36', known: 'R36' } as const;
  const { value, breaches } = session.inspect(resource.schema, answer.state, rules);
  const blame = session.blame(breaches, `moving ${source} to ${resource.typeName}`);
  return {
    targetState: session.send(type, value),
    targetPrivate: answer.private,
    diagnostics: toDiagnosticMessages([...(answer.diagnostics ?? []), ...blame], type),
  };
};
