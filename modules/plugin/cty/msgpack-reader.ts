import { isUtf8 } from 'node:buffer';
import type { ExactNumber } from '../schema/values/exact-number';
import { unknown, Unknown } from '../schema/values/unknown';
import type { Refinement } from '../schema/values/unknown';
import { parseDecimal, parseFloat64 } from './decimal';
import { ValueFault } from './value-fault';

const REFINED = 12;

/** Reads MessagePack one item at a time, each as the kind that the caller expects. */
export class MsgpackReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** True when everything was read. */
  get done(): boolean {
    return this.at === this.bytes.length;
  }

  /** Reads a nil if one is next. */
  nil(): boolean {
    if (this.peek() !== 0xc0) return false;
    this.at += 1;
    return true;
  }

  /** Reads an unknown if one is next. Every extension is an unknown; only 12 carries a refinement. */
  unknown(): Unknown | undefined {
    const lead = this.peek();
    if (lead >= 0xd4 && lead <= 0xd8) {
      const type = this.bytes[this.at + 1];
      this.at += 2;
      return this.extension(type, 1 << (lead - 0xd4));
    }
    if (lead >= 0xc7 && lead <= 0xc9) {
      this.at += 1;
      const length = this.size(1 << (lead - 0xc7));
      const type = this.bytes[this.at];
      this.at += 1;
      return this.extension(type, length);
    }
    return undefined;
  }

  /** Reads exactly these bytes if they are next. */
  skip(wanted: Uint8Array): boolean {
    const { bytes, at } = this;
    const length = wanted.length;
    if (at + length > bytes.length) return false;
    for (let index = 0; index < length; index += 1) {
      if (bytes[at + index] !== wanted[index]) return false;
    }
    this.at = at + length;
    return true;
  }

  bool(): boolean {
    const lead = this.peek();
    if (lead !== 0xc2 && lead !== 0xc3) throw this.unexpected('a bool');
    this.at += 1;
    return lead === 0xc3;
  }

  string(): string {
    const lead = this.peek();
    if (lead >= 0xa0 && lead <= 0xbf) {
      this.at += 1;
      return this.text(lead & 0x1f);
    }
    if (lead >= 0xd9 && lead <= 0xdb) {
      this.at += 1;
      return this.text(this.size(1 << (lead - 0xd9)));
    }
    throw this.unexpected('a string');
  }

  /** Reads bytes; a string is taken for its UTF-8. */
  binary(): Uint8Array {
    const lead = this.peek();
    if (lead < 0xc4 || lead > 0xc6) return Buffer.from(this.string());
    this.at += 1;
    return this.take(this.size(1 << (lead - 0xc4)));
  }

  /** The number, as an ExactNumber where a JavaScript number would be another one. */
  number(): number | ExactNumber {
    const lead = this.peek();
    if (lead <= 0x7f || lead >= 0xe0) {
      this.at += 1;
      return lead <= 0x7f ? lead : lead - 0x100;
    }
    if (lead >= 0xa0 && lead <= 0xbf) return this.decimal();
    if (lead >= 0xd9 && lead <= 0xdb) return this.decimal();
    this.at += 1;
    switch (lead) {
      case 0xca:
        return parseFloat64(this.take(4).readFloatBE());
      case 0xcb:
        return parseFloat64(this.take(8).readDoubleBE());
      case 0xcc:
        return this.take(1).readUInt8();
      case 0xcd:
        return this.take(2).readUInt16BE();
      case 0xce:
        return this.take(4).readUInt32BE();
      case 0xcf:
        return exactInteger(this.take(8).readBigUInt64BE());
      case 0xd0:
        return this.take(1).readInt8();
      case 0xd1:
        return this.take(2).readInt16BE();
      case 0xd2:
        return this.take(4).readInt32BE();
      case 0xd3:
        return exactInteger(this.take(8).readBigInt64BE());
      default:
        this.at -= 1;
        throw this.unexpected('a number');
    }
  }

  arrayLength(): number {
    const lead = this.peek();
    if (lead >= 0x90 && lead <= 0x9f) {
      this.at += 1;
      return lead & 0x0f;
    }
    if (lead !== 0xdc && lead !== 0xdd) throw this.unexpected('an array');
    this.at += 1;
    return this.count(this.size(lead === 0xdc ? 2 : 4));
  }

  mapLength(): number {
    const lead = this.peek();
    if (lead >= 0x80 && lead <= 0x8f) {
      this.at += 1;
      return lead & 0x0f;
    }
    if (lead !== 0xde && lead !== 0xdf) throw this.unexpected('a map');
    this.at += 1;
    return this.count(this.size(lead === 0xde ? 2 : 4));
  }

  private decimal(): number | ExactNumber {
    const text = this.string();
    try {
      return parseDecimal(text);
    } catch {
      throw new ValueFault(`expected a number, found the text ${JSON.stringify(text.slice(0, 40))}`);
    }
  }

  private peek(): number {
    const lead = this.bytes[this.at];
    if (lead === undefined) throw new ValueFault('the value ends too early');
    return lead;
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new ValueFault('the value ends too early');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  private size(width: number): number {
    if (this.at + width > this.bytes.length) throw new ValueFault('the value ends too early');
    const size = this.bytes.readUIntBE(this.at, width);
    this.at += width;
    return size;
  }

  /** Each item takes at least a byte, so a larger count is a lie told to make us allocate. */
  private count(items: number): number {
    if (items > this.bytes.length - this.at) throw new ValueFault('the value ends too early');
    return items;
  }

  private text(length: number): string {
    const start = this.at;
    const end = start + length;
    if (end > this.bytes.length) throw new ValueFault('the value ends too early');
    this.at = end;
    if (length < 24) {
      // A native call costs more than these few characters.
      let out = '';
      for (let index = start; index < end; index += 1) {
        const byte = this.bytes[index] ?? 0;
        if (byte > 0x7f) return this.utf8(start, end);
        out += String.fromCharCode(byte);
      }
      return out;
    }
    return this.utf8(start, end);
  }

  private utf8(start: number, end: number): string {
    const text = this.bytes.toString('utf8', start, end);
    // The replacement character is what the decoder puts for bytes that are no UTF-8; it may also be meant.
    if (text.includes('\ufffd') && !isUtf8(this.bytes.subarray(start, end))) {
      throw new ValueFault('a string is not valid UTF-8');
    }
    return text;
  }

  private extension(type: number | undefined, length: number): Unknown {
    const payload = this.take(length);
    if (type !== REFINED) return unknown;
    const refinement = readRefinement(new MsgpackReader(payload));
    return Object.keys(refinement).length === 0 ? unknown : new Unknown(refinement);
  }

  private unexpected(wanted: string): ValueFault {
    return new ValueFault(`expected ${wanted}, found MessagePack type 0x${this.peek().toString(16)}`);
  }
}

function exactInteger(value: bigint): number | ExactNumber {
  const nearest = Number(value);
  return Number.isSafeInteger(nearest) ? nearest : parseDecimal(value.toString());
}

/** Later protocol versions may refine in ways we do not know; from the first such key on the rest is ignored. */
function readRefinement(reader: MsgpackReader): Refinement {
  const out: { -readonly [K in keyof Refinement]: Refinement[K] } = {};
  for (let left = reader.mapLength(); left > 0; left -= 1) {
    const key = reader.number();
    if (key === 1) {
      if (!reader.bool()) out.notNull = true;
    } else if (key === 2) out.prefix = reader.string();
    else if (key === 3) out.lower = readBound(reader);
    else if (key === 4) out.upper = readBound(reader);
    else if (key === 5) out.minLength = Number(reader.number());
    else if (key === 6) out.maxLength = Number(reader.number());
    else break;
  }
  return out;
}

function readBound(reader: MsgpackReader): NonNullable<Refinement['lower']> {
  if (reader.arrayLength() !== 2) throw new ValueFault('a numeric bound has two members');
  return { bound: reader.number(), inclusive: reader.bool() };
}
