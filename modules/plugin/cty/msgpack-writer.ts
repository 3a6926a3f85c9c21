import type { ExactNumber } from '../schema/values/exact-number';
import type { Refinement, Unknown } from '../schema/values/unknown';

/** Writes MessagePack into one growing buffer. */
export class MsgpackWriter {
  private bytes: Buffer;
  private at = 0;

  constructor(initialSize = 1024) {
    this.bytes = Buffer.allocUnsafe(initialSize);
  }

  /** A copy of what was written, so that the writer can be used again. */
  finish(): Uint8Array {
    const out = Uint8Array.prototype.slice.call(this.bytes, 0, this.at);
    this.at = 0;
    return out;
  }

  nil(): void {
    this.byte(0xc0);
  }

  bool(value: boolean): void {
    this.byte(value ? 0xc3 : 0xc2);
  }

  /** Fractions and integers beyond 2^53 go as decimal text, which Terraform reads with all its digits. */
  number(value: number | ExactNumber): void {
    if (typeof value !== 'number') {
      this.string(value.decimal);
    } else if (!Number.isFinite(value)) {
      this.byte(0xcb);
      this.at = this.reserve(8).writeDoubleBE(value, this.at);
    } else if (Number.isSafeInteger(value)) {
      this.integer(value);
    } else {
      this.string(String(value));
    }
  }

  string(value: string): void {
    const length = value.length;
    if (length < 32 && this.shortAscii(value, length)) return;
    const size = Buffer.byteLength(value);
    if (size < 32) this.byte(0xa0 | size);
    else if (size < 0x100) this.sized(0xd9, 1, size);
    else if (size < 0x10000) this.sized(0xda, 2, size);
    else this.sized(0xdb, 4, size);
    this.at += this.reserve(size).write(value, this.at, 'utf8');
  }

  binary(value: Uint8Array): void {
    const size = value.length;
    if (size < 0x100) this.sized(0xc4, 1, size);
    else if (size < 0x10000) this.sized(0xc5, 2, size);
    else this.sized(0xc6, 4, size);
    this.raw(value);
  }

  arrayLength(length: number): void {
    if (length < 16) this.byte(0x90 | length);
    else if (length < 0x10000) this.sized(0xdc, 2, length);
    else this.sized(0xdd, 4, length);
  }

  mapLength(length: number): void {
    if (length < 16) this.byte(0x80 | length);
    else if (length < 0x10000) this.sized(0xde, 2, length);
    else this.sized(0xdf, 4, length);
  }

  unknown(value: Unknown): void {
    const refinement = value.refinement;
    if (refinement === undefined || Object.keys(refinement).length === 0) {
      // Extension type 0 with one byte that means nothing.
      this.raw(UNREFINED);
      return;
    }
    const payload = refinementBytes(refinement);
    this.sized(0xc8, 2, payload.length);
    this.byte(12);
    this.raw(payload);
  }

  /** Something short that is MessagePack already. */
  written(value: Uint8Array): void {
    const length = value.length;
    const bytes = this.reserve(length);
    for (let index = 0; index < length; index += 1) bytes[this.at + index] = value[index] ?? 0;
    this.at += length;
  }

  private integer(value: number): void {
    if (value >= 0) {
      if (value < 0x80) this.byte(value);
      else if (value < 0x100) this.sized(0xcc, 1, value);
      else if (value < 0x10000) this.sized(0xcd, 2, value);
      else if (value < 0x100000000) this.sized(0xce, 4, value);
      else this.long(value);
    } else if (value >= -32) this.byte(value & 0xff);
    else this.long(value);
  }

  private long(value: number): void {
    this.byte(0xd3);
    this.at = this.reserve(8).writeBigInt64BE(BigInt(value), this.at);
  }

  private shortAscii(value: string, length: number): boolean {
    const bytes = this.reserve(length + 1);
    let at = this.at + 1;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[at] = code;
      at += 1;
    }
    bytes[this.at] = 0xa0 | length;
    this.at = at;
    return true;
  }

  private byte(value: number): void {
    this.reserve(1)[this.at] = value;
    this.at += 1;
  }

  private sized(lead: number, width: number, size: number): void {
    this.byte(lead);
    this.at = this.reserve(width).writeUIntBE(size, this.at, width);
  }

  private raw(value: Uint8Array): void {
    this.reserve(value.length).set(value, this.at);
    this.at += value.length;
  }

  private reserve(size: number): Buffer {
    const needed = this.at + size;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.at));
      this.bytes = larger;
    }
    return this.bytes;
  }
}

const UNREFINED = Uint8Array.of(0xd4, 0, 0);

function refinementBytes(refinement: Refinement): Uint8Array {
  const writer = new MsgpackWriter(64);
  const entries: (() => void)[] = [];
  const { notNull, prefix, lower, upper, minLength, maxLength } = refinement;
  const bound = (key: number, value: NonNullable<Refinement['lower']>): void => {
    writer.number(key);
    writer.arrayLength(2);
    writer.number(value.bound);
    writer.bool(value.inclusive);
  };
  const length = (key: number, value: number): void => {
    writer.number(key);
    writer.number(value);
  };
  if (notNull === true) {
    entries.push(() => {
      writer.number(1);
      writer.bool(false);
    });
  }
  if (prefix !== undefined) {
    entries.push(() => {
      writer.number(2);
      writer.string(prefix);
    });
  }
  if (lower !== undefined) entries.push(() => bound(3, lower));
  if (upper !== undefined) entries.push(() => bound(4, upper));
  if (minLength !== undefined) entries.push(() => length(5, minLength));
  if (maxLength !== undefined) entries.push(() => length(6, maxLength));
  writer.mapLength(entries.length);
  for (const write of entries) write();
  return writer.finish();
}
