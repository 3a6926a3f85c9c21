import { ServiceFault } from '../../ports/service';
import type { OperationModel, ServiceModel } from '../service-model';
import { validateInput } from '../validate-input';
import { readJsonObject, writeJson } from './codecs';
import type { WireAnswer } from '../../ports/wire-answer';

/** Decodes and checks an AWS JSON 1.0 or 1.1 request body. `inspect` sees it as it was sent. */
export function readJsonRequest(
  model: ServiceModel,
  operation: OperationModel,
  { body, inspect }: { readonly body: Buffer; readonly inspect?: (wire: unknown) => void },
): unknown {
  const wire = parseJson(body);
  validateInput(model, operation, wire);
  inspect?.(wire);
  return operation.input.isUnitSchema() ? {} : readJsonObject(operation.input, wire);
}

/** Encodes an answer, in the JSON version the request was made in. */
export function writeJsonAnswer(operation: OperationModel, output: unknown, contentType: string): WireAnswer {
  const body = operation.output.isUnitSchema()
    ? Buffer.from('{}')
    : writeJson(operation.output, output ?? {});
  return { status: 200, headers: { 'content-type': contentType }, body };
}

/** Parses a request body, rejecting member names that would reach into prototypes. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  const text = body.toString('utf8');
  if (text.includes('__proto__')) throw malformed('the member name __proto__ is not allowed');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('the request body is not JSON');
  }
}

const malformed = (reason: string): ServiceFault =>
  new ServiceFault('SerializationException', `Could not read the request: ${reason}.`, { status: 400 });
