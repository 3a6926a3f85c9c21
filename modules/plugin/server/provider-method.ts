import type { UnaryHandler } from '../grpc/grpc-server';
import { status, StatusError } from '../grpc/status';
import { calls } from '../protocol/messages/calls';
import type { Call, CallName, RequestOf } from '../protocol/messages/calls';
import { callHandlers } from './call-handlers';
import { DefectiveProvider } from './defective-provider';
import { diagnosticOf, toDiagnosticMessages } from './diagnostics';
import { splitPrivate } from './planned-private';
import type { Session } from './session';

const PREFIX = '/tfplugin6.Provider/';

/** Returns the provider's method behind a gRPC path; undefined if the path is not one of ours. */
export function providerMethod(session: Session, path: string): UnaryHandler | undefined {
  const name = path.slice(PREFIX.length);
  if (!path.startsWith(PREFIX) || !Object.hasOwn(calls, name)) return undefined;
  return answering(name as CallName, session);
}

function answering(name: CallName, session: Session): UnaryHandler {
  const { request, response } = calls[name] as Call<unknown, unknown>;
  const handler = callHandlers[name] as (
    request: unknown,
    session: Session,
    caller: AbortController,
  ) => unknown;
  return async (bytes, caller) => {
    const decoded = decode(request, bytes, name);
    try {
      return response.encode(await handler(decoded, session, caller));
    } catch (thrown) {
      session.logger.error('call failed', { call: name, error: thrown });
      // Every response has diagnostics, except StopProvider's, which does not fail.
      return response.encode({
        ...handedBack(name, decoded),
        diagnostics: toDiagnosticMessages(
          thrown instanceof DefectiveProvider
            ? thrown.diagnostics
            : [diagnosticOf(thrown, `answering ${name}`, caller.signal)],
        ),
      });
    }
  };
}

/**
 * Returns Terraform's own value unchanged if the call failed: a response without a state would say that the object is
 * gone, and Terraform would forget it despite the error.
 */
function handedBack(name: CallName, request: unknown): object {
  if (name === 'ApplyResourceChange') {
    const { priorState, plannedPrivate } = request as RequestOf<'ApplyResourceChange'>;
    const planned = splitPrivate(plannedPrivate);
    return { newState: priorState, private: planned === undefined ? plannedPrivate : planned.prior };
  }
  if (name === 'ReadResource') {
    const { currentState, private: kept } = request as RequestOf<'ReadResource'>;
    return { newState: currentState, private: kept };
  }
  return {};
}

function decode(message: Call<unknown, unknown>['request'], bytes: Uint8Array, name: string): unknown {
  try {
    return message.decode(bytes);
  } catch (thrown) {
    throw new StatusError(
      status.invalidArgument,
      `the request of ${name} is malformed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
