import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { OpenAnswer } from '../../framework/ephemeral-resource';
import type { ResponseOf } from '../../protocol/messages/calls';
import { inspectEphemeral } from '../../rules/inspect';
import type { Schema } from '../../schema/schema';
import { unknown } from '../../schema/values/unknown';
import type { CallHandler } from '../call-handler';
import { deferredAnswer } from '../deferral';
import { toDiagnosticMessages } from '../diagnostics';
import { privateBytes, receiveBody } from '../values';

export const openEphemeralResource: CallHandler<'OpenEphemeralResource'> = async (
  request,
  session,
  caller,
) => {
  const resource = await session.ephemeralResource(request.typeName ?? '');
  const type = impliedType(resource.schema);
  const config = receiveBody(type, request.config);
  const doing = `opening ${resource.typeName}`;
  return session.run(caller, open, request.clientCapabilities);

  async function open(context: Context): Promise<ResponseOf<'OpenEphemeralResource'>> {
    const waiting = session.deferredBy(context);
    const answer =
      waiting === undefined
        ? await resource.open({ config: config.value, configured: session.requireConfigured(doing) }, context)
        : { deferred: waiting };
    const { deferred } = answer;
    if (deferred !== undefined) {
      return {
        result: session.send(type, unknown),
        ...deferredAnswer({ ...answer, deferred }, { session, context, type, doing }),
      };
    }
    return opened(answer);
  }

  function opened(answer: OpenAnswer<Schema>): ResponseOf<'OpenEphemeralResource'> {
    const { value, breaches } = session.policy.check
      ? inspectEphemeral(resource.schema, { config: config.value, result: answer.result })
      : { value: answer.result, breaches: [] };
    return {
      result: session.send(type, value, [config]),
      private: answer.private,
      renewAt: timestamp(answer.renewAtMs),
      diagnostics: toDiagnosticMessages(
        [...(answer.diagnostics ?? []), ...session.blame(breaches, doing)],
        type,
      ),
    };
  }
};

export const renewEphemeralResource: CallHandler<'RenewEphemeralResource'> = async (
  request,
  session,
  caller,
) => {
  const resource = await session.ephemeralResource(request.typeName ?? '');
  const kept = privateBytes(request.private);
  const configured = session.requireConfigured(`renewing ${resource.typeName}`);
  const answer = await session.run(caller, (context) =>
    resource.renew?.({ private: kept, configured }, context),
  );
  return {
    private: answer?.private ?? kept,
    renewAt: timestamp(answer?.renewAtMs),
    diagnostics: toDiagnosticMessages(answer?.diagnostics ?? []),
  };
};

export const closeEphemeralResource: CallHandler<'CloseEphemeralResource'> = async (
  request,
  session,
  caller,
) => {
  const resource = await session.ephemeralResource(request.typeName ?? '');
  const kept = privateBytes(request.private);
  const configured = session.requireConfigured(`closing ${resource.typeName}`);
  const answer = await session.run(caller, (context) =>
    resource.close?.({ private: kept, configured }, context),
  );
  return { diagnostics: toDiagnosticMessages(answer?.diagnostics ?? []) };
};

function timestamp(ms: number | undefined): { readonly seconds: number; readonly nanos: number } | undefined {
  if (ms === undefined) return undefined;
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1_000_000) };
}
