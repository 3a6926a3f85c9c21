import { hasErrors } from '../../../kernel';
import type { AttributePath } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ManagedResource } from '../../framework/managed-resource';
import { completePlan } from '../../plan/complete-plan';
import type { RequestOf, ResponseOf } from '../../protocol/messages/calls';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages, toPathMessage } from '../diagnostics';
import type { Session } from '../session';
import { privateBytes, receiveBody, receiveObject, send } from '../values';

type Request = RequestOf<'PlanResourceChange'>;
type Response = ResponseOf<'PlanResourceChange'>;

export const planResourceChange: CallHandler<'PlanResourceChange'> = async (request, session, caller) => {
  const resource = await session.resource(request.typeName ?? '');
  return session.run(caller, (context) => plan(request, { resource, session, context }));
};

interface Planning {
  readonly resource: ManagedResource;
  readonly session: Session;
  readonly context: Context;
}

async function plan(request: Request, { resource, session, context }: Planning): Promise<Response> {
  const type = impliedType(resource.schema);
  const prior = receiveObject(type, request.priorState);
  const proposed = receiveObject(type, request.proposedNewState);
  const kept = privateBytes(request.priorPrivate);
  const { configured } = session;
  if (proposed.value === null) {
    const answer =
      prior.value === null
        ? undefined
        : await resource.planDestroy?.({ prior: prior.value, configured, private: kept }, context);
    return {
      plannedState: send(type, null),
      plannedPrivate: kept,
      diagnostics: toDiagnosticMessages(answer?.diagnostics ?? [], type),
    };
  }

  const config = receiveBody(type, request.config);
  const completed = completePlan(resource.schema, {
    config: config.value,
    prior: prior.value,
    proposed: proposed.value,
  });
  const answer =
    resource.plan === undefined || hasErrors(completed.diagnostics)
      ? undefined
      : await resource.plan(
          {
            config: config.value,
            prior: prior.value,
            planned: completed.planned,
            configured,
            private: kept,
            requiresReplace: completed.requiresReplace,
          },
          context,
        );
  const replace =
    prior.value === null ? [] : [...completed.requiresReplace, ...(answer?.requiresReplace ?? [])];
  return {
    plannedState: send(type, answer?.planned ?? completed.planned, [prior, config]),
    plannedPrivate: answer?.private ?? kept,
    requiresReplace: distinct(replace).map((path) => toPathMessage(path, type)),
    diagnostics: toDiagnosticMessages([...completed.diagnostics, ...(answer?.diagnostics ?? [])], type),
  };
}

function distinct(paths: readonly AttributePath[]): readonly AttributePath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
