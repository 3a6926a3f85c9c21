import { hasErrors } from '../../../kernel';
import type { Diagnostic } from '../../../kernel';
import { impliedType } from '../../cty/implied-type';
import type { Context } from '../../framework/context';
import type { ValidateRequest } from '../../framework/managed-resource';
import { validateConfig } from '../../plan/validate-config';
import type { DynamicValueMessage } from '../../protocol/messages/values';
import type { Schema } from '../../schema/schema';
import type { CallHandler } from '../call-handler';
import { toDiagnosticMessages } from '../diagnostics';
import type { Session } from '../session';
import { receiveBody } from '../values';
import { rejectWriteOnly } from './reject-write-only';

interface Validated {
  readonly schema: Schema;
  validate?(
    request: ValidateRequest<Schema>,
    context: Context,
  ): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
}

async function validate(
  subject: Validated,
  message: DynamicValueMessage | undefined,
  call: { readonly session: Session; readonly caller: AbortController; readonly writeOnlyRejected?: boolean },
) {
  const type = impliedType(subject.schema);
  const config = receiveBody(type, message);
  const found = [...validateConfig(subject.schema, config.exact)];
  if (call.writeOnlyRejected === true) found.push(...rejectWriteOnly(subject.schema, config.exact));
  // Checks across attributes rely on required attributes being present.
  if (!hasErrors(found) && subject.validate !== undefined) {
    const own = await call.session.run(call.caller, (context) =>
      subject.validate?.({ config: config.value }, context),
    );
    found.push(...(own ?? []));
  }
  return { diagnostics: toDiagnosticMessages(found, type) };
}

export const validateProviderConfig: CallHandler<'ValidateProviderConfig'> = (request, session, caller) =>
  validate(session.provider, request.config, { session, caller });

export const validateResourceConfig: CallHandler<'ValidateResourceConfig'> = async (
  request,
  session,
  caller,
) =>
  validate(await session.resource(request.typeName ?? ''), request.config, {
    session,
    caller,
    writeOnlyRejected: request.clientCapabilities?.writeOnlyAttributesAllowed !== true,
  });

export const validateDataResourceConfig: CallHandler<'ValidateDataResourceConfig'> = async (
  request,
  session,
  caller,
) => validate(await session.dataSource(request.typeName ?? ''), request.config, { session, caller });

export const validateEphemeralResourceConfig: CallHandler<'ValidateEphemeralResourceConfig'> = async (
  request,
  session,
  caller,
) => validate(await session.ephemeralResource(request.typeName ?? ''), request.config, { session, caller });
