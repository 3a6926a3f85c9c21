import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { Body } from '../../plan/body';
import type { ResponseOf } from '../../protocol/messages/calls';
import type { CallHandler } from '../call-handler';
import { checkDeferral } from '../deferral';
import { diagnosticOf, toDiagnosticMessages } from '../diagnostics';
import { timeLimitOf, withTimeLimit } from '../time-limit';
import { privateBytes, receiveObject } from '../values';
import type { Received } from '../values';

export const readResource: CallHandler<'ReadResource'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  const type = impliedType(resource.schema);
  const kept = privateBytes(request.private);
  const held = receiveObject(type, request.currentState);
  // Nothing to read, for example after an import that found nothing; Terraform reports that itself.
  if (held.value === null) return { newState: session.send(type, null), private: kept };
  const state = held as Received<Body>;
  const read = async (context: Context): Promise<ResponseOf<'ReadResource'>> => {
    try {
      const waiting = checkDeferral(session.deferredBy(context), context).message;
      if (waiting !== undefined) {
        return { newState: session.send(type, state.exact), private: kept, deferred: waiting };
      }
      const configured = session.requireConfigured(`reading ${resource.typeName}`);
      const limit = timeLimitOf(resource, 'read', state.value);
      const doing = `reading ${resource.typeName}`;
      const answer = await withTimeLimit({ limit, clock: session.clock, context, doing }, (limited) =>
        resource.read({ state: state.value, configured, private: kept }, limited),
      );
      const rules = { type: 'R31', writeOnly: 'R32', known: 'R30' } as const;
      const { value, breaches } = session.inspect(resource.schema, answer.state, rules);
      const deferral = checkDeferral(answer.deferred, context);
      const blame = session.blame([...breaches, ...deferral.breaches], doing);
      return {
        newState: breaches.length > 0 ? session.send(type, state.exact) : session.send(type, value, [state]),
        private: answer.private ?? kept,
        deferred: deferral.message,
        diagnostics: toDiagnosticMessages([...(answer.diagnostics ?? []), ...blame], type),
      };
    } catch (thrown) {
      const diagnostic = diagnosticOf(thrown, `reading ${resource.typeName}`, context.signal);
      return {
        newState: session.send(type, state.exact),
        private: kept,
        diagnostics: toDiagnosticMessages([diagnostic], type),
      };
    }
  };
  return session.run(caller, read, request.clientCapabilities);
};
