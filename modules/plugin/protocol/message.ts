import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { WireType } from '@bufbuild/protobuf/wire';

/** A field of a message: its published number, and how it is read and written. */
export interface Field<T> {
  readonly number: number;
  readonly wireType: WireType;
  /** `previous` is what an earlier occurrence left: repeated fields arrive one item at a time. */
  read(reader: BinaryReader, previous: T | undefined): T;
  /** Writes tag and value; nothing when proto3 leaves the value out. */
  write(writer: BinaryWriter, value: T): void;
}

type Fields = Readonly<Record<string, Field<unknown>>>;
type FieldValue<F> = F extends Field<infer T> ? T : never;

/** Fields of a message by our own names; every one may be absent. */
export type Content<F extends Fields> = { readonly [K in keyof F]?: FieldValue<F[K]> | undefined };

/** A protobuf message type. */
export interface Message<T> {
  /** Throws when the bytes are not a message of this type. Fields of unknown number are skipped. */
  decode(bytes: Uint8Array): T;
  encode(value: T): Uint8Array;
  read(reader: BinaryReader, length: number): T;
  write(writer: BinaryWriter, value: T): void;
}

export type MessageOf<M> = M extends Message<infer T> ? T : never;

/** Declares a message from its field numbers. Nothing is parsed: the tables are the descriptors. */
export function message<F extends Fields>(fields: F): Message<Content<F>> {
  const byNumber = new Map<number, readonly [string, Field<unknown>]>();
  const inOrder = Object.entries(fields);
  for (const entry of inOrder) byNumber.set(entry[1].number, entry);

  const read = (reader: BinaryReader, length: number): Content<F> => {
    const end = reader.pos + length;
    if (end > reader.len) throw new RangeError('message longer than its frame');
    const out: Record<string, unknown> = {};
    while (reader.pos < end) {
      const [number, wireType] = reader.tag();
      const entry = byNumber.get(number);
      if (entry?.[1].wireType === wireType) out[entry[0]] = entry[1].read(reader, out[entry[0]]);
      else reader.skip(wireType, number);
    }
    if (reader.pos !== end) throw new RangeError('field longer than its message');
    return out as Content<F>;
  };

  const write = (writer: BinaryWriter, value: Content<F>): void => {
    for (const [name, field] of inOrder) {
      const held: unknown = value[name];
      if (held !== undefined) field.write(writer, held);
    }
  };

  return {
    read,
    write,
    decode: (bytes) => read(new BinaryReader(bytes), bytes.length),
    encode: (value) => {
      const writer = new BinaryWriter();
      write(writer, value);
      return writer.finish();
    },
  };
}
