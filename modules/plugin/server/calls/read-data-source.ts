import { hasErrors } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ReadDataSourceAnswer } from '../../framework/data-source';
import type { ResponseOf } from '../../protocol/messages/calls';
import type { Breach } from '../../rules/breach';
import type { Schema } from '../../schema/schema';
import { unknown } from '../../schema/values/unknown';
import type { CallHandler } from '../call-handler';
import { deferredAnswer } from '../deferral';
import { toDiagnosticMessages } from '../diagnostics';
import { receiveBody } from '../values';

export const readDataSource: CallHandler<'ReadDataSource'> = async (request, session, caller) => {
  const source = await session.dataSource(request.typeName ?? '');
  const type = impliedType(source.schema);
  const config = receiveBody(type, request.config);
  const doing = `reading ${source.typeName}`;
  return session.run(caller, read, request.clientCapabilities);

  async function read(context: Context): Promise<ResponseOf<'ReadDataSource'>> {
    const waiting = session.deferredBy(context);
    const answer =
      waiting === undefined
        ? await source.read({ config: config.value, configured: session.requireConfigured(doing) }, context)
        : { deferred: waiting };
    const { deferred } = answer;
    if (deferred !== undefined) {
      return {
        state: session.send(type, unknown),
        ...deferredAnswer({ ...answer, deferred }, { session, context, type, doing }),
      };
    }
    return found(answer);
  }

  function found(answer: ReadDataSourceAnswer<Schema>): ResponseOf<'ReadDataSource'> {
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
  }
};
