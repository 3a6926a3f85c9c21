import { impliedType } from '../../cty/implied-type';
import { isWhollyKnown } from '../../schema/values/wholly-known';
import type { CallHandler } from '../call-handler';
import { checkDeferral } from '../deferral';
import { toDiagnosticMessages } from '../diagnostics';
import { receiveBody } from '../values';

export const configureProvider: CallHandler<'ConfigureProvider'> = async (request, session, caller) => {
  session.begin();
  const { provider } = session;
  const type = impliedType(provider.schema);
  const config = receiveBody(type, request.config).value;
  return session.run(
    caller,
    async (context) => {
      const { terraformVersion = '' } = request;
      const answer = await provider.configure({ config, terraformVersion }, context);
      // This response cannot express a deferral; later calls do.
      const { breaches } = checkDeferral(answer.deferred, context);
      session.configure(answer.configured, !isWhollyKnown(config), answer.deferred);
      const blame = session.blame(breaches, `configuring provider "${provider.name}"`);
      return { diagnostics: toDiagnosticMessages([...(answer.diagnostics ?? []), ...blame], type) };
    },
    request.clientCapabilities,
  );
};
