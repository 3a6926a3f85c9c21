import type { ObjectType, ValueType } from '../schema/types/value-type';
import { MsgpackWriter } from './msgpack-writer';

/** One member of an object type. */
interface MemberLayout {
  readonly name: string;
  readonly type: ValueType;
  /** The name as MessagePack. */
  readonly key: Uint8Array;
}

const layouts = new WeakMap<ObjectType, readonly MemberLayout[]>();

/** The members of an object type in the order in which Terraform writes them. Made once for each type. */
export function layoutOf(type: ObjectType): readonly MemberLayout[] {
  const made = layouts.get(type);
  if (made !== undefined) return made;
  const layout = Object.entries(type.members)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => ({ name, type: member, key: keyOf(name) }));
  layouts.set(type, layout);
  return layout;
}

function keyOf(name: string): Uint8Array {
  const writer = new MsgpackWriter(32);
  writer.string(name);
  return writer.finish();
}
