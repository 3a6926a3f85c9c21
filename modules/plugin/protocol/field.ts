import { WireType } from '@bufbuild/protobuf/wire';
import type { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { Field, Message } from './message';

/** A value without its tag. */
interface Item<T> {
  readonly wireType: WireType;
  read(reader: BinaryReader): T;
  put(writer: BinaryWriter, value: T): void;
  /** proto3 leaves such values out unless the field tracks its presence. */
  isDefault(value: T): boolean;
}

const stringItem: Item<string> = {
  wireType: WireType.LengthDelimited,
  read: (reader) => reader.string(),
  put: (writer, value) => void writer.string(value),
  isDefault: (value) => value === '',
};

const bytesItem: Item<Uint8Array> = {
  wireType: WireType.LengthDelimited,
  read: (reader) => reader.bytes(),
  put: (writer, value) => void writer.bytes(value),
  isDefault: (value) => value.length === 0,
};

const boolItem: Item<boolean> = {
  wireType: WireType.Varint,
  read: (reader) => reader.bool(),
  put: (writer, value) => void writer.bool(value),
  isDefault: (value) => !value,
};

/** Schema versions, positions and counts: far below 2^53. */
const int64Item: Item<number> = {
  wireType: WireType.Varint,
  read: (reader) => Number(reader.int64()),
  put: (writer, value) => void writer.int64(value),
  isDefault: (value) => value === 0,
};

const int32Item: Item<number> = {
  wireType: WireType.Varint,
  read: (reader) => reader.int32(),
  put: (writer, value) => void writer.int32(value),
  isDefault: (value) => value === 0,
};

function messageItem<T>(of: () => Message<T>): Item<T> {
  return {
    wireType: WireType.LengthDelimited,
    read: (reader) => of().read(reader, reader.uint32()),
    put: (writer, value) => {
      writer.fork();
      of().write(writer, value);
      writer.join();
    },
    isDefault: () => false,
  };
}

function single<T>(number: number, item: Item<T>, tracksPresence = false): Field<T> {
  return {
    number,
    wireType: item.wireType,
    read: (reader) => item.read(reader),
    write: (writer, value) => {
      if (tracksPresence || !item.isDefault(value)) item.put(writer.tag(number, item.wireType), value);
    },
  };
}

function repeated<T>(number: number, item: Item<T>): Field<readonly T[]> {
  return {
    number,
    wireType: item.wireType,
    read: (reader, previous) => {
      const list = (previous ?? []) as T[];
      list.push(item.read(reader));
      return list;
    },
    write: (writer, values) => {
      for (const value of values) item.put(writer.tag(number, item.wireType), value);
    },
  };
}

/** A map is a repeated message of key and value. */
function map<T>(number: number, value: Item<T>): Field<ReadonlyMap<string, T>> {
  return {
    number,
    wireType: WireType.LengthDelimited,
    read: (reader, previous) => {
      const entries = (previous ?? new Map<string, T>()) as Map<string, T>;
      const end = reader.uint32() + reader.pos;
      let key = '';
      let held: T | undefined;
      while (reader.pos < end) {
        const [member, wireType] = reader.tag();
        if (member === 1) key = reader.string();
        else if (member === 2) held = value.read(reader);
        else reader.skip(wireType, member);
      }
      if (held !== undefined) entries.set(key, held);
      return entries;
    },
    write: (writer, entries) => {
      for (const [key, held] of entries) {
        writer.tag(number, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).string(key);
        value.put(writer.tag(2, value.wireType), held);
        writer.join();
      }
    },
  };
}

/** Field constructors, by the protocol's own names for the types. */
export const field = {
  string: (number: number) => single(number, stringItem),
  /** A string whose emptiness means something: it is written even when empty. */
  presentString: (number: number) => single(number, stringItem, true),
  bytes: (number: number) => single(number, bytesItem),
  presentBytes: (number: number) => single(number, bytesItem, true),
  bool: (number: number) => single(number, boolItem),
  int32: (number: number) => single(number, int32Item),
  int64: (number: number) => single(number, int64Item),
  presentInt64: (number: number) => single(number, int64Item, true),
  message: <T>(number: number, of: Message<T>) =>
    single(
      number,
      messageItem(() => of),
    ),
  /** For a message that contains itself. */
  recursive: <T>(number: number, of: () => Message<T>) => single(number, messageItem(of)),
  messages: <T>(number: number, of: Message<T>) =>
    repeated(
      number,
      messageItem(() => of),
    ),
  recursiveMessages: <T>(number: number, of: () => Message<T>) => repeated(number, messageItem(of)),
  stringMap: (number: number) => map(number, stringItem),
  messageMap: <T>(number: number, of: Message<T>) =>
    map(
      number,
      messageItem(() => of),
    ),
} as const;
