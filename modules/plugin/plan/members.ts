import { attributeType, blockType } from '../cty/implied-type';
import type { AnyAttribute } from '../schema/attributes/attribute';
import type { ValueType } from '../schema/types/value-type';
import type { BodySchema, NestedSchema } from './body';

/** An attribute or the blocks of one kind, with all that the schema says of it in one place. */
export interface Member {
  readonly name: string;
  /** Absent for blocks. */
  readonly attribute: AnyAttribute | undefined;
  readonly type: ValueType;
  /** What is inside, unless it is a plain value. */
  readonly nested: NestedSchema | undefined;
}

const made = new WeakMap<BodySchema, readonly Member[]>();

/** The attributes of a body, then its blocks. Put together once for each. */
export function membersOf(schema: BodySchema): readonly Member[] {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const members = [
    ...Object.entries(schema.attributes).map(([name, attribute]) => ({
      name,
      attribute,
      type: attributeType(attribute),
      nested: nestedOf(attribute),
    })),
    ...Object.entries(schema.blocks).map(([name, block]) => ({
      name,
      attribute: undefined,
      type: blockType(block),
      nested: block,
    })),
  ];
  made.set(schema, members);
  return members;
}

/** True when some member at any depth is of that kind. */
export function someMember(schema: BodySchema, wanted: (member: Member) => boolean): boolean {
  return membersOf(schema).some(
    (member) => wanted(member) || (member.nested !== undefined && someMember(member.nested, wanted)),
  );
}

function nestedOf({ shape }: AnyAttribute): NestedSchema | undefined {
  return 'nesting' in shape
    ? { nesting: shape.nesting, attributes: shape.attributes, blocks: {} }
    : undefined;
}
