import type { AnyAttribute, Attributes, Nesting } from '../schema/attributes/attribute';
import type { AnyBlock, Blocks } from '../schema/block';
import type { Schema } from '../schema/schema';
import { types } from '../schema/types/types';
import type { ObjectType, ValueType } from '../schema/types/value-type';

const known = new WeakMap<object, ObjectType>();

/** The type of the objects that a schema describes. Made once for each schema. */
export function impliedType(schema: Schema): ObjectType {
  return bodyType(schema, schema.attributes, schema.blocks);
}

/** The type of one attribute's value. */
export function attributeType(attribute: AnyAttribute): ValueType {
  const { shape } = attribute;
  if (!('nesting' in shape)) return shape;
  return collection(shape, bodyType(shape, shape.attributes, {}));
}

/** The type of the value that all blocks of one kind make together. */
export function blockType(block: AnyBlock): ValueType {
  return collection(block, bodyType(block, block.attributes, block.blocks));
}

const collections = new WeakMap<object, ValueType>();

function collection(owner: { readonly nesting: Nesting }, object: ObjectType): ValueType {
  if (owner.nesting === 'single') return object;
  const made = collections.get(owner) ?? types[owner.nesting](object);
  collections.set(owner, made);
  return made;
}

function bodyType(owner: object, attributes: Attributes, blocks: Blocks): ObjectType {
  const made = known.get(owner);
  if (made !== undefined) return made;
  const members: Record<string, ValueType> = {};
  for (const [name, attribute] of Object.entries(attributes)) members[name] = attributeType(attribute);
  for (const [name, block] of Object.entries(blocks)) members[name] = blockType(block);
  const type = types.object(members);
  known.set(owner, type);
  return type;
}
