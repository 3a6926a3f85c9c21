import { defineSchema, nestingNumber, typeFromJson } from '../../plugin';
import type {
  AnyAttribute,
  AnyBlock,
  AnyNestedShape,
  AttributeMessage,
  BlockMessage,
  Breach,
  NestedBlockMessage,
  Nesting,
  Schema,
  SchemaMessage,
  ValueType,
} from '../../plugin';

type Path = readonly string[];
type Report = (breach: Breach) => void;

/** A schema received over the protocol, in the form that the rules read. */
export interface ReadSchema {
  readonly schema: Schema;
  /** What this form cannot express: attributes with no type or two (R4), names given twice (R5). */
  readonly breaches: readonly Breach[];
}

/** Reads a schema message. Never throws: every mistake in it is a breach. */
export function schemaOfMessage({ version, block }: SchemaMessage): ReadSchema {
  const breaches: Breach[] = [];
  const report: Report = (breach) => void breaches.push(breach);
  const body = bodyOf(block ?? {}, [], report);
  return {
    schema: defineSchema({ version: version ?? 0, description: block?.description ?? '', ...body }),
    breaches,
  };
}

function bodyOf(block: BlockMessage, path: Path, report: Report) {
  return {
    attributes: attributesOf(block.attributes ?? [], path, report),
    blocks: byName(
      (block.blockTypes ?? []).map((nested) => [nested.typeName ?? '', nested] as const),
      path,
      report,
      (nested, here) => blockOf(nested, here, report),
    ),
  };
}

function attributesOf(messages: readonly AttributeMessage[], path: Path, report: Report) {
  return byName(
    messages.map((attribute) => [attribute.name ?? '', attribute] as const),
    path,
    report,
    (attribute, here) => attributeOf(attribute, here, report),
  );
}

/** Names become unique once they are keys, so duplicates must be found here. */
function byName<M, T>(
  entries: readonly (readonly [string, M])[],
  path: Path,
  report: Report,
  read: (message: M, path: Path) => T,
): Readonly<Record<string, T>> {
  const out = new Map<string, T>();
  for (const [name, message] of entries) {
    const here = [...path, name];
    if (out.has(name)) report({ rule: 'R5', path: here, problem: 'is given twice' });
    out.set(name, read(message, here));
  }
  return Object.fromEntries(out);
}

function attributeOf(message: AttributeMessage, path: Path, report: Report): AnyAttribute {
  const { required = false, optional = false, computed = false, writeOnly = false } = message;
  return {
    shape: shapeOf(message, path, report),
    // Contains less than the flags, which the rules check.
    presence: 'optional',
    required,
    optional,
    computed,
    sensitive: message.sensitive ?? false,
    writeOnly,
    description: message.description ?? '',
    words: undefined,
    deprecated: message.deprecated === true ? '' : undefined,
    validators: [],
    planModifiers: [],
    defaultValue: undefined,
  };
}

function shapeOf(
  { type, nestedType }: AttributeMessage,
  path: Path,
  report: Report,
): ValueType | AnyNestedShape {
  const typed = type !== undefined && type.length > 0;
  if (typed === (nestedType !== undefined)) {
    report({
      rule: 'R4',
      path,
      problem: typed ? 'has a type and nested attributes' : 'has neither type nor nested attributes',
    });
  }
  if (nestedType !== undefined) {
    return {
      nesting: nestingOf(nestedType.nesting, path, report),
      attributes: attributesOf(nestedType.attributes ?? [], path, report),
    };
  }
  try {
    if (typed) return typeFromJson(Buffer.from(type).toString('utf8'));
  } catch {
    report({ rule: 'R4', path, problem: 'has a type that Terraform does not know' });
  }
  return { kind: 'string' };
}

function blockOf(message: NestedBlockMessage, path: Path, report: Report): AnyBlock {
  const block = message.block ?? {};
  return {
    nesting: nestingOf(message.nesting, path, report),
    ...bodyOf(block, path, report),
    minItems: message.minItems ?? 0,
    maxItems: message.maxItems ?? 0,
    description: block.description ?? '',
    deprecated: block.deprecated === true ? '' : undefined,
  };
}

/** The protocol has a fifth mode, "group", which nested attributes do not use and the rules here omit. */
function nestingOf(number: number | undefined, path: Path, report: Report): Nesting {
  const found = Object.entries(nestingNumber).find(([, known]) => known === number);
  if (found === undefined) report({ rule: 'R6', path, problem: 'has an unknown nesting mode' });
  return (found?.[0] ?? 'single') as Nesting;
}
