import { typeToJson } from '../cty/type-json';
import type { AnyProviderFunction } from '../framework/registrable';
import type { Parameter } from '../framework/provider-function';
import { nestingNumber, stringKind } from '../protocol/messages/schemas';
import type {
  AttributeMessage,
  BlockMessage,
  FunctionMessage,
  NestedBlockMessage,
  ParameterMessage,
  SchemaMessage,
} from '../protocol/messages/schemas';
import type { AnyAttribute, Attributes } from '../schema/attributes/attribute';
import type { AnyBlock, Blocks } from '../schema/block';
import type { Schema } from '../schema/schema';
import type { ValueType } from '../schema/types/value-type';

/** Converts a schema to the protocol's form. */
export function toSchemaMessage(schema: Schema): SchemaMessage {
  const { version, attributes, blocks, description, deprecated } = schema;
  return { version, block: { ...toBlockMessage({ attributes, blocks, description, deprecated }), version } };
}

interface Body {
  readonly attributes: Attributes;
  readonly blocks: Blocks;
  readonly description: string;
  readonly deprecated: string | undefined;
}

function toBlockMessage(body: Body): BlockMessage {
  return {
    attributes: Object.entries(body.attributes).map(([name, attribute]) =>
      toAttributeMessage(name, attribute),
    ),
    blockTypes: Object.entries(body.blocks).map(([name, block]) => toNestedBlockMessage(name, block)),
    description: body.description,
    descriptionKind: stringKind.markdown,
    deprecated: body.deprecated !== undefined,
  };
}

function toNestedBlockMessage(name: string, block: AnyBlock): NestedBlockMessage {
  return {
    typeName: name,
    block: toBlockMessage({
      attributes: block.attributes,
      blocks: block.blocks,
      description: block.description,
      deprecated: block.deprecated,
    }),
    nesting: nestingNumber[block.nesting],
    minItems: block.minItems,
    maxItems: block.maxItems,
  };
}

function toAttributeMessage(name: string, attribute: AnyAttribute): AttributeMessage {
  const { shape, required, optional, computed, sensitive, writeOnly, description, deprecated } = attribute;
  return {
    name,
    ...('nesting' in shape
      ? {
          nestedType: {
            attributes: Object.entries(shape.attributes).map(([member, nested]) =>
              toAttributeMessage(member, nested),
            ),
            nesting: nestingNumber[shape.nesting],
          },
        }
      : { type: typeBytes(shape) }),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    description,
    descriptionKind: stringKind.markdown,
    deprecated: deprecated !== undefined,
  };
}

/** Converts a function's signature to the protocol's form. */
export function toFunctionMessage(definition: AnyProviderFunction): FunctionMessage {
  const { parameters, variadic, result, summary, description, deprecated } = definition;
  return {
    parameters: parameters.map(toParameterMessage),
    ...(variadic === undefined ? {} : { variadicParameter: toParameterMessage(variadic) }),
    result: { type: typeBytes(result) },
    summary,
    description,
    descriptionKind: stringKind.markdown,
    ...(deprecated === undefined ? {} : { deprecationMessage: deprecated }),
  };
}

function toParameterMessage(parameter: Parameter): ParameterMessage {
  return {
    name: parameter.name,
    type: typeBytes(parameter.type),
    allowNullValue: parameter.allowNull === true,
    allowUnknownValues: parameter.allowUnknown === true,
    description: parameter.description,
    descriptionKind: stringKind.markdown,
  };
}

function typeBytes(type: ValueType): Uint8Array {
  return Buffer.from(JSON.stringify(typeToJson(type)));
}
