import { field } from '../field';
import { message } from '../message';
import type { Message, MessageOf } from '../message';

export const stringKind = { plain: 0, markdown: 1 } as const;
export const nestingNumber = { single: 1, list: 2, set: 3, map: 4 } as const;

export interface AttributeMessage {
  readonly name?: string | undefined;
  readonly type?: Uint8Array | undefined;
  readonly description?: string | undefined;
  readonly required?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly computed?: boolean | undefined;
  readonly sensitive?: boolean | undefined;
  readonly descriptionKind?: number | undefined;
  readonly deprecated?: boolean | undefined;
  readonly nestedType?: ObjectMessage | undefined;
  readonly writeOnly?: boolean | undefined;
}

export interface ObjectMessage {
  readonly attributes?: readonly AttributeMessage[] | undefined;
  readonly nesting?: number | undefined;
}

const AttributeMessage: Message<AttributeMessage> = message({
  name: field.string(1),
  type: field.bytes(2),
  description: field.string(3),
  required: field.bool(4),
  optional: field.bool(5),
  computed: field.bool(6),
  sensitive: field.bool(7),
  descriptionKind: field.int32(8),
  deprecated: field.bool(9),
  nestedType: field.recursive(10, () => ObjectMessage),
  writeOnly: field.bool(11),
});

const ObjectMessage: Message<ObjectMessage> = message({
  attributes: field.messages(1, AttributeMessage),
  nesting: field.int32(3),
});

export interface BlockMessage {
  readonly version?: number | undefined;
  readonly attributes?: readonly AttributeMessage[] | undefined;
  readonly blockTypes?: readonly NestedBlockMessage[] | undefined;
  readonly description?: string | undefined;
  readonly descriptionKind?: number | undefined;
  readonly deprecated?: boolean | undefined;
}

export interface NestedBlockMessage {
  readonly typeName?: string | undefined;
  readonly block?: BlockMessage | undefined;
  readonly nesting?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
}

const BlockMessage: Message<BlockMessage> = message({
  version: field.int64(1),
  attributes: field.messages(2, AttributeMessage),
  blockTypes: field.recursiveMessages(3, () => NestedBlockMessage),
  description: field.string(4),
  descriptionKind: field.int32(5),
  deprecated: field.bool(6),
});

const NestedBlockMessage: Message<NestedBlockMessage> = message({
  typeName: field.string(1),
  block: field.recursive(2, () => BlockMessage),
  nesting: field.int32(3),
  minItems: field.int64(4),
  maxItems: field.int64(5),
});

export const SchemaMessage = message({ version: field.int64(1), block: field.message(2, BlockMessage) });
export type SchemaMessage = MessageOf<typeof SchemaMessage>;

const ParameterMessage = message({
  name: field.string(1),
  type: field.bytes(2),
  allowNullValue: field.bool(3),
  allowUnknownValues: field.bool(4),
  description: field.string(5),
  descriptionKind: field.int32(6),
});
export type ParameterMessage = MessageOf<typeof ParameterMessage>;

export const FunctionMessage = message({
  parameters: field.messages(1, ParameterMessage),
  variadicParameter: field.message(2, ParameterMessage),
  result: field.message(3, message({ type: field.bytes(1) })),
  summary: field.string(4),
  description: field.string(5),
  descriptionKind: field.int32(6),
  deprecationMessage: field.string(7),
});
export type FunctionMessage = MessageOf<typeof FunctionMessage>;

export const ServerCapabilities = message({
  planDestroy: field.bool(1),
  getProviderSchemaOptional: field.bool(2),
  moveResourceState: field.bool(3),
});
