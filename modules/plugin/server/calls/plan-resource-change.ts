import { hasErrors } from '../../../kernel';
import type { AttributePath } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ManagedResource, PlanRequest } from '../../framework/managed-resource';
import type { Body } from '../../plan/body';
import { inspectPlan, inspectReplan } from '../../rules/inspect';
import type { Inspected } from '../../rules/inspect';
import type { Schema } from '../../schema/schema';
import type { RequestOf, ResponseOf } from '../../protocol/messages/calls';
import type { CallHandler } from '../call-handler';
import { checkDeferral } from '../deferral';
import { toDiagnosticMessages, toPathMessage } from '../diagnostics';
import { withTimeoutsOf } from '../only-timeouts';
import { planWithTags } from '../plan-with-tags';
import { joinPrivate, splitPrivate } from '../planned-private';
import type { Session } from '../session';
import { privateBytes, receiveBody, receiveObject, sameMessage } from '../values';

type Request = RequestOf<'PlanResourceChange'>;
type Response = ResponseOf<'PlanResourceChange'>;

export const planResourceChange: CallHandler<'PlanResourceChange'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  return session.run(
    caller,
    (context) => plan(request, { resource, session, context }),
    request.clientCapabilities,
  );
};

interface Planning {
  readonly resource: ManagedResource;
  readonly session: Session;
  readonly context: Context;
}

async function plan(request: Request, { resource, session, context }: Planning): Promise<Response> {
  const type = impliedType(resource.schema);
  const prior = receiveObject(type, request.priorState);
  // If nothing changes, Terraform proposes the prior object, byte for byte.
  const proposed = sameMessage(request.priorState, request.proposedNewState)
    ? prior
    : receiveObject(type, request.proposedNewState);
  // Terraform plans a replacement a second time, without the object and with the bytes of the first plan; and during the apply a third
  // time, with none. So they go on to the deletion of the object, and no creation is planned from them.
  const first = prior.value === null ? splitPrivate(request.priorPrivate) : undefined;
  const kept = prior.value === null ? undefined : privateBytes(request.priorPrivate);
  const { configured } = session;
  const waiting = session.deferredBy(context);
  const doing = `planning ${resource.typeName}`;
  if (proposed.value === null) {
    const answer =
      prior.value === null || waiting !== undefined
        ? undefined
        : await resource.planDestroy?.({ prior: prior.value, configured, private: kept }, context);
    const deferral = checkDeferral(waiting ?? answer?.deferred, context);
    return {
      plannedState: session.send(type, null),
      plannedPrivate: kept,
      deferred: deferral.message,
      diagnostics: toDiagnosticMessages(
        [...(answer?.diagnostics ?? []), ...session.blame(deferral.breaches, doing)],
        type,
      ),
    };
  }

  const config = receiveBody(type, request.config);
  const completed = planWithTags(resource, configured, {
    config: config.value,
    prior: prior.value === null ? null : withTimeoutsOf(resource, prior.value, proposed.value),
    proposed: proposed.value,
  });
  const planRequest: PlanRequest<Schema, unknown> = {
    config: config.value,
    prior: prior.value,
    planned: completed.planned,
    configured,
    private: kept,
    requiresReplace: completed.requiresReplace,
  };
  const ask = async () =>
    hasErrors(completed.diagnostics) || waiting !== undefined
      ? undefined
      : await resource.plan?.(planRequest, context);
  const answer = await ask();
  const planned = answer?.planned ?? completed.planned;
  const replace = distinct([...completed.requiresReplace, ...(answer?.requiresReplace ?? [])]);
  const diagnostics = [...completed.diagnostics, ...(answer?.diagnostics ?? [])];
  const inspected = inspect();
  const replanned = session.policy.repeat ? ((await ask())?.planned ?? completed.planned) : planned;
  const deferral = checkDeferral(waiting ?? answer?.deferred, context);
  const breaches = [
    ...inspected.breaches,
    ...inspectReplan(resource.schema, planned, replanned),
    ...deferral.breaches,
  ];
  return {
    plannedState: session.send(type, inspected.value, [prior, config]),
    plannedPrivate: joinPrivate({
      own: answer?.private === undefined ? kept : privateBytes(answer.private),
      prior: prior.value === null ? first?.prior : kept,
    }),
    // An object that does not exist yet cannot be replaced.
    requiresReplace: prior.value === null ? [] : replace.map((path) => toPathMessage(path, type)),
    deferred: deferral.message,
    diagnostics: toDiagnosticMessages([...diagnostics, ...session.blame(breaches, doing)], type),
  };

  function inspect(): Inspected<Body> {
    // An error ends the planning; Terraform does not read the object then.
    if (!session.policy.check || hasErrors(diagnostics)) return { value: planned, breaches: [] };
    const requiresReplace = prior.value === null ? [] : replace;
    return inspectPlan(resource.schema, {
      config: config.value,
      prior: prior.value,
      planned,
      requiresReplace,
    });
  }
}

function distinct(paths: readonly AttributePath[]): readonly AttributePath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
