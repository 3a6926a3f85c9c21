import { impliedType } from '../../cty/implied-type';
import { isWhollyKnown } from '../../schema/unknown';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import { receiveBody } from '../values';

export const configureProvider: CallHandler<'ConfigureProvider'> = async (request, session, caller) => {
  session.begin();
  const { provider } = session;
  const type = impliedType(provider.schema);
  const config = receiveBody(type, request.config).value;
  const answer = await session.run(caller, (context) =>
    provider.configure({ config, terraformVersion: request.terraformVersion ?? '' }, context),
  );
  session.configure(answer.configured, !isWhollyKnown(config));
  return { diagnostics: toDiagnosticMessages(answer.diagnostics ?? [], type) };
};
