import type { Diagnostic } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ManagedResource, WithDiagnostics } from '../../framework/managed-resource';
import type { TimedOperation } from '../../framework/timeouts';
import type { Body } from '../../plan/body';
import { joinEqualElements } from '../../plan/equal-elements';
import type { RequestOf, ResponseOf } from '../../protocol/messages/calls';
import { inspectApply, inspectDelete } from '../../rules/inspect';
import type { Inspected } from '../../rules/inspect';
import type { CallHandler } from '../call-handler';
import { diagnosticOf, toDiagnosticMessages } from '../diagnostics';
import { onlyTimeoutsChange } from '../only-timeouts';
import { splitPrivate } from '../planned-private';
import type { Session } from '../session';
import { timeLimitOf, withTimeLimit } from '../time-limit';
import { privateBytes, receiveBody, receiveObject } from '../values';

type Request = RequestOf<'ApplyResourceChange'>;
type Response = ResponseOf<'ApplyResourceChange'>;

export const applyResourceChange: CallHandler<'ApplyResourceChange'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  return session.run(caller, (context) => apply(request, { resource, session, context }));
};

interface Applying {
  readonly resource: ManagedResource;
  readonly session: Session;
  readonly context: Context;
}

/** The common response of create, update and delete. */
interface ChangeAnswer extends WithDiagnostics {
  readonly state?: Body | null;
  readonly private?: Uint8Array;
}

async function apply(request: Request, { resource, session, context }: Applying): Promise<Response> {
  const type = impliedType(resource.schema);
  const prior = receiveObject(type, request.priorState);
  const planned = receiveObject(type, request.plannedState);
  const bytes = privateBytes(request.plannedPrivate);
  const change = splitPrivate(bytes);
  const { own: kept, prior: before } = change ?? { own: bytes, prior: bytes };
  const verb = planned.value === null ? 'deleting' : prior.value === null ? 'creating' : 'updating';
  const doing = `${verb} ${resource.typeName}`;
  try {
    const answer = await perform();
    const diagnostics = answer.diagnostics ?? [];
    const { value, breaches } = inspect(answer.state ?? null, diagnostics);
    return {
      newState: session.send(type, value, [prior, planned]),
      private: answer.private ?? (planned.value === null ? before : kept),
      diagnostics: toDiagnosticMessages([...diagnostics, ...session.blame(breaches, doing)], type),
    };
  } catch (thrown) {
    // After a failed call, the previous object stays in state, and an object that was never created is not recorded.
    return {
      newState: session.send(type, prior.exact),
      private: prior.value === null ? kept : before,
      diagnostics: toDiagnosticMessages([diagnosticOf(thrown, doing, context.signal)], type),
    };
  }

  function inspect(state: Body | null, diagnostics: readonly Diagnostic[]): Inspected<Body | null> {
    if (!session.policy.check) return { value: state, breaches: [] };
    return planned.value === null
      ? inspectDelete(resource.schema, { state, diagnostics })
      : inspectApply(resource.schema, { planned: planned.value, state, diagnostics });
  }

  async function perform(): Promise<ChangeAnswer> {
    const configured = session.requireConfigured(doing);
    if (planned.value === null) {
      if (prior.value === null) return { state: null };
      const held = prior.value;
      return timed('delete', held, (limited) =>
        resource.delete({ prior: held, configured, private: before, replacement: change?.own }, limited),
      );
    }
    const config = receiveBody(type, request.config).value;
    const changing = {
      planned: joinEqualElements(resource.schema, planned.value),
      config,
      configured,
      private: kept,
    };
    const held = prior.value;
    if (held === null) {
      return timed('create', changing.planned, (limited) => resource.create(changing, limited));
    }
    if (onlyTimeoutsChange(resource, held, changing.planned)) return { state: changing.planned };
    return timed('update', changing.planned, (limited) =>
      resource.update({ ...changing, prior: held, priorPrivate: before }, limited),
    );
  }

  function timed(
    operation: TimedOperation,
    object: Body,
    work: (limited: Context) => Promise<ChangeAnswer>,
  ): Promise<ChangeAnswer> {
    const limit = timeLimitOf(resource, operation, object);
    return withTimeLimit({ limit, clock: session.clock, context, doing }, work);
  }
}
