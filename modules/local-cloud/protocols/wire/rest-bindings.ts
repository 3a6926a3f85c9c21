import type { IncomingHttpHeaders } from 'node:http';
import { dateToUtcString } from '@smithy/core/serde';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel, ServiceModel } from '../service-model';
import { validateInput } from '../validate-input';
import { parseJson } from './aws-json';
import { readJsonObject, readText, readXml, writeJson, writeXml } from './codecs';
import { ANSWER_STATUS, isFileBody } from '../../ports/wire-answer';
import type { WireAnswer } from '../../ports/wire-answer';

/** Where the parts of a REST request lie. */
export interface RestRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The buffered body, or whatever stands for a streamed one and is handed to the operation as it is. */
  readonly body: Buffer | { readonly streamed: unknown };
}

/** Gathers an input from path, query, headers and body, and checks it. */
export function readRestRequest(
  model: ServiceModel,
  operation: OperationModel,
  request: RestRequest,
): unknown {
  if (operation.input.isUnitSchema()) return {};
  const out: Record<string, unknown> = {};
  let inBody = false;
  for (const [member, schema] of operation.input.structIterator()) {
    const found = readBound(schema, member, request);
    if (found === IN_BODY) inBody = true;
    else if (found === PAYLOAD) {
      const payload = readPayload(model, schema, request.body);
      if (payload !== undefined) out[member] = payload;
    } else if (found !== undefined) out[member] = found;
  }
  if (inBody && Buffer.isBuffer(request.body) && request.body.length > 0) {
    const body =
      model.profile.protocol === 'rest-xml'
        ? readXml(operation.input, request.body)
        : readJsonObject(operation.input, parseJson(request.body), 'rest-json');
    for (const [name, value] of Object.entries(body as Record<string, unknown>)) out[name] ??= value;
  }
  validateInput(model, operation, out);
  return out;
}

const IN_BODY = Symbol('in the body');
const PAYLOAD = Symbol('the body');

function readBound(schema: NormalizedSchema, member: string, request: RestRequest): unknown {
  const traits = schema.getMergedTraits();
  if (traits.httpLabel !== undefined) {
    const label = request.labels[member];
    return label === undefined ? undefined : readText(schema, label);
  }
  if (traits.httpQuery !== undefined) {
    if (!request.query.has(traits.httpQuery)) return undefined;
    if (schema.isListSchema()) return request.query.getAll(traits.httpQuery);
    return readText(schema, request.query.get(traits.httpQuery) ?? '');
  }
  if (traits.httpHeader !== undefined) {
    const header = request.headers[traits.httpHeader.toLowerCase()];
    if (header === undefined) return undefined;
    return readText(schema, Array.isArray(header) ? header.join(', ') : header);
  }
  if (traits.httpPrefixHeaders !== undefined) return readPrefixed(traits.httpPrefixHeaders, request.headers);
  return traits.httpPayload === undefined ? IN_BODY : PAYLOAD;
}

function readPrefixed(prefix: string, headers: IncomingHttpHeaders): unknown {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), String(value)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readPayload(model: ServiceModel, schema: NormalizedSchema, body: RestRequest['body']): unknown {
  if (!Buffer.isBuffer(body)) return body.streamed;
  if (schema.isBlobSchema()) return body;
  if (body.length === 0) return undefined;
  if (schema.isStringSchema()) return body.toString('utf8');
  return model.profile.protocol === 'rest-xml'
    ? readXml(schema, body)
    : readJsonObject(schema, parseJson(body), 'rest-json');
}

/** Spreads an output over status, headers and body. */
export function writeRestAnswer(model: ServiceModel, operation: OperationModel, output: unknown): WireAnswer {
  const values = (output ?? {}) as Readonly<Record<string, unknown>> & { readonly [ANSWER_STATUS]?: number };
  const headers: Record<string, string> = {};
  const inBody: Record<string, unknown> = {};
  let status = values[ANSWER_STATUS] ?? operation.http?.status ?? 200;
  let payload: { readonly schema: NormalizedSchema; readonly value: unknown } | undefined;
  let hasBody = false;
  if (!operation.output.isUnitSchema()) {
    for (const [member, schema] of operation.output.structIterator()) {
      const traits = schema.getMergedTraits();
      const value = values[member];
      const bodyMember =
        traits.httpHeader === undefined &&
        traits.httpPrefixHeaders === undefined &&
        traits.httpPayload === undefined &&
        traits.httpResponseCode === undefined;
      hasBody ||= bodyMember;
      if (value === undefined || value === null) continue;
      if (traits.httpHeader !== undefined) headers[traits.httpHeader.toLowerCase()] = headerText(value);
      else if (traits.httpPrefixHeaders !== undefined) {
        for (const [name, text] of Object.entries(value)) {
          headers[traits.httpPrefixHeaders + name] = String(text);
        }
      } else if (traits.httpResponseCode !== undefined) status = Number(value);
      else if (traits.httpPayload !== undefined) payload = { schema, value };
      else inBody[member] = value;
    }
  }
  if (payload !== undefined) return withPayload({ status, headers }, payload, model);
  if (!hasBody) return { status, headers };
  return { status, ...writeMembers(model, operation, { headers, inBody }) };
}

function withPayload(
  answer: { status: number; headers: Record<string, string> },
  payload: { readonly schema: NormalizedSchema; readonly value: unknown },
  model: ServiceModel,
): WireAnswer {
  const { schema, value } = payload;
  if (schema.isStructSchema()) {
    const isXml = model.profile.protocol === 'rest-xml';
    const body = isXml ? xmlDocument(model, writeXml(schema, value)) : writeJson(schema, value, 'rest-json');
    return {
      ...answer,
      headers: { ...answer.headers, 'content-type': isXml ? 'application/xml' : 'application/json' },
      body,
    };
  }
  if (typeof value === 'string') return { ...answer, body: Buffer.from(value) };
  if (isFileBody(value) || Buffer.isBuffer(value)) return { ...answer, body: value };
  if (value instanceof Uint8Array) return { ...answer, body: Buffer.from(value) };
  return { ...answer, body: value as AsyncIterable<Uint8Array> };
}

function writeMembers(
  model: ServiceModel,
  operation: OperationModel,
  parts: { readonly headers: Record<string, string>; readonly inBody: Record<string, unknown> },
): Pick<WireAnswer, 'headers' | 'body'> & { body: Buffer } {
  if (model.profile.protocol === 'rest-json') {
    const body = writeJson(operation.output, parts.inBody, 'rest-json');
    return { headers: { ...parts.headers, 'content-type': 'application/json' }, body };
  }
  const body = xmlDocument(model, writeXml(operation.output, parts.inBody));
  return { headers: { ...parts.headers, 'content-type': 'application/xml' }, body };
}

function xmlDocument(model: ServiceModel, root: string): Buffer {
  const namespaced = /^<[^>]*\sxmlns="/.test(root)
    ? root
    : root.replace(/^<([^\s/>]+)/, `<$1 xmlns="${model.profile.xmlNamespace ?? ''}"`);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${namespaced}`);
}

function headerText(value: unknown): string {
  if (value instanceof Date) return dateToUtcString(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
