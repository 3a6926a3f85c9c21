import { impliedType } from '../../cty/implied-type';
import type { Body } from '../../plan/walk';
import type { CallHandler } from '../call-handler';
import { diagnosticOf, toDiagnosticMessages } from '../diagnostics';
import { timeLimitOf, withTimeLimit } from '../time-limit';
import { privateBytes, receiveObject } from '../values';
import type { Received } from '../values';

export const readResource: CallHandler<'ReadResource'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  const type = impliedType(resource.schema);
  const kept = privateBytes(request.private);
  const held = receiveObject(type, request.currentState);
  // Nothing to read, as after an import that found nothing; Terraform has words for that.
  if (held.value === null) return { newState: session.send(type, null), private: kept };
  const state = held as Received<Body>;
  return session.run(caller, async (context) => {
    try {
      const configured = session.requireConfigured(`reading ${resource.typeName}`);
      const limit = timeLimitOf(resource, 'read', state.value);
      const doing = `reading ${resource.typeName}`;
      const answer = await withTimeLimit({ limit, clock: session.clock, context, doing }, (limited) =>
        resource.read({ state: state.value, configured, private: kept }, limited),
      );
      const rules = { type: 'R31', writeOnly: 'R32', known: 'R30' } as const;
      const { value, breaches } = session.inspect(resource.schema, answer.state, rules);
      const blame = session.blame(breaches, `reading ${resource.typeName}`);
      return {
        newState: session.send(type, value, [state]),
        private: answer.private ?? kept,
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
  });
};
