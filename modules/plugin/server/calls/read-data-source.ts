import { hasErrors } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Breach } from '../../rules/breach';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import { receiveBody } from '../values';

export const readDataSource: CallHandler<'ReadDataSource'> = async (request, session, caller) => {
  const source = await session.dataSource(request.typeName ?? '');
  const type = impliedType(source.schema);
  const config = receiveBody(type, request.config);
  const doing = `reading ${source.typeName}`;
  const configured = session.requireConfigured(doing);
  const answer = await session.run(caller, (context) =>
    source.read({ config: config.value, configured }, context),
  );
  const diagnostics = answer.diagnostics ?? [];
  const { value, breaches } = session.inspect(source.schema, answer.state, {
    type: 'R41',
    writeOnly: 'R41',
    known: 'R43',
  });
  const missing: readonly Breach[] =
    value === null && session.policy.check && !hasErrors(diagnostics)
      ? [{ rule: 'R42', path: [], problem: 'is null, and no error says why' }]
      : [];
  return {
    state: session.send(type, value, [config]),
    diagnostics: toDiagnosticMessages(
      [...diagnostics, ...session.blame([...breaches, ...missing], doing)],
      type,
    ),
  };
};
