import type { AnyAttribute, Attributes } from '../schema/attribute';
import type { AnyBlock, Blocks } from '../schema/block';
import type { Schema } from '../schema/schema';
import { types } from '../schema/types';
import type { ObjectType, ValueType } from '../schema/value-type';

const known = new WeakMap<object, ObjectType>();

/** The type of the objects that a schema describes. Made once for each schema. */
export function impliedType(schema: Schema): ObjectType {
  return bodyType(schema, schema.attributes, schema.blocks);
}

/** The type of one attribute's value. */
export function attributeType(attribute: AnyAttribute): ValueType {
  const shape = attribute.shape;
  if (!('nesting' in shape)) return shape;
  const object = bodyType(shape, shape.attributes, {});
  switch (shape.nesting) {
    case 'single':
      return object;
    case 'list':
      return types.list(object);
    case 'set':
      return types.set(object);
    case 'map':
      return types.map(object);
  }
}

/** The type of the value that all blocks of one kind make together. */
export function blockType(block: AnyBlock): ValueType {
  const object = bodyType(block, block.attributes, block.blocks);
  switch (block.nesting) {
    case 'single':
      return object;
    case 'list':
      return types.list(object);
    case 'set':
      return types.set(object);
    case 'map':
      return types.map(object);
  }
}

function bodyType(owner: object, attributes: Attributes, blocks: Blocks): ObjectType {
  const made = known.get(owner);
  if (made !== undefined) return made;
  const members: Record<string, ValueType> = {};
  for (const name in attributes) members[name] = attributeType(attributes[name] as AnyAttribute);
  for (const name in blocks) members[name] = blockType(blocks[name] as AnyBlock);
  const type = types.object(members);
  known.set(owner, type);
  return type;
}
