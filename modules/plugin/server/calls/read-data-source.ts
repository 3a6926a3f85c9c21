import { impliedType } from '../../cty/implied-type';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import { receiveBody, send } from '../values';

export const readDataSource: CallHandler<'ReadDataSource'> = async (request, session, caller) => {
  const source = await session.dataSource(request.typeName ?? '');
  const type = impliedType(source.schema);
  const config = receiveBody(type, request.config);
  const configured = session.requireConfigured(`reading ${source.typeName}`);
  const answer = await session.run(caller, (context) =>
    source.read({ config: config.value, configured }, context),
  );
  return {
    state: send(type, answer.state, [config]),
    diagnostics: toDiagnosticMessages(answer.diagnostics ?? [], type),
  };
};
