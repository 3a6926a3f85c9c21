import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel, ServiceModel } from '../service-model';
import { validateInput } from '../validate-input';
import { readText, writeXml } from './codecs';
import type { WireAnswer } from '../../ports/wire-answer';

/** Decodes and checks the form body of an AWS query request. */
export function readQueryRequest(
  model: ServiceModel,
  operation: OperationModel,
  form: URLSearchParams,
): unknown {
  if (operation.input.isUnitSchema()) return {};
  const input = new QueryReader(form).read(operation.input, '');
  validateInput(model, operation, input);
  return input;
}

/** Wraps an output the way query services do: result and request id inside one response element. */
export function writeQueryAnswer(
  model: ServiceModel,
  operation: OperationModel,
  answer: { readonly output: unknown; readonly requestId: string },
): WireAnswer {
  const result = operation.output.isUnitSchema()
    ? ''
    : renameRoot(writeXml(operation.output, answer.output ?? {}), `${operation.name}Result`);
  const namespace = model.profile.xmlNamespace ?? '';
  const document =
    `<${operation.name}Response xmlns="${namespace}">${result}` +
    `<ResponseMetadata><RequestId>${answer.requestId}</RequestId></ResponseMetadata></${operation.name}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(document) };
}

/** Reads `Tags.member.1.Key`-style parameters by walking the schema, not the parameters. */
class QueryReader {
  private readonly form: URLSearchParams;
  /** Every parameter name and every dotted prefix of one, so that presence is one look-up. */
  private readonly prefixes = new Set<string>();

  constructor(form: URLSearchParams) {
    this.form = form;
    for (const name of form.keys()) {
      for (let at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) {
        this.prefixes.add(name.slice(0, at));
      }
      this.prefixes.add(name);
    }
  }

  read(schema: NormalizedSchema, at: string): unknown {
    if (schema.isStructSchema()) return this.readStructure(schema, at);
    if (schema.isListSchema()) return this.readList(schema, at);
    if (schema.isMapSchema()) return this.readMap(schema, at);
    return readText(schema, this.form.get(at) ?? '');
  }

  private readStructure(schema: NormalizedSchema, at: string): unknown {
    const out: Record<string, unknown> = {};
    for (const [member, memberSchema] of schema.structIterator()) {
      const name = memberSchema.getMergedTraits().xmlName ?? member;
      const path = at === '' ? name : `${at}.${name}`;
      if (this.prefixes.has(path)) out[member] = this.read(memberSchema, path);
    }
    return out;
  }

  private readList(schema: NormalizedSchema, at: string): unknown {
    if (this.form.get(at) === '') return [];
    const item = schema.getValueSchema();
    const flattened = schema.getMergedTraits().xmlFlattened !== undefined;
    const base = flattened ? at : `${at}.${item.getMergedTraits().xmlName ?? 'member'}`;
    const out: unknown[] = [];
    for (let index = 1; this.prefixes.has(`${base}.${String(index)}`); index += 1) {
      out.push(this.read(item, `${base}.${String(index)}`));
    }
    return out;
  }

  private readMap(schema: NormalizedSchema, at: string): unknown {
    const key = schema.getKeySchema();
    const value = schema.getValueSchema();
    const flattened = schema.getMergedTraits().xmlFlattened !== undefined;
    const base = flattened ? at : `${at}.entry`;
    const entries: [string, unknown][] = [];
    for (let index = 1; this.prefixes.has(`${base}.${String(index)}`); index += 1) {
      const entry = `${base}.${String(index)}`;
      const name = this.form.get(`${entry}.${key.getMergedTraits().xmlName ?? 'key'}`) ?? '';
      entries.push([name, this.read(value, `${entry}.${value.getMergedTraits().xmlName ?? 'value'}`)]);
    }
    return Object.fromEntries(entries);
  }
}

function renameRoot(document: string, name: string): string {
  return document
    .replace(/^<[^\s/>]+([^>]*?)(\/?)>/, (_match, attributes: string, closed: string) =>
      closed === '' ? `<${name}${attributes}>` : `<${name}${attributes}></${name}>`,
    )
    .replace(/<\/[^>]+>$/, `</${name}>`);
}
