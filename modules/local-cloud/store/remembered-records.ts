import { decodeRecord, isPlain } from './record-codec';

/** Most records kept, and the length of the longest one, in characters. */
const KEPT = 512;
const LONGEST = 16_384;

/**
 * Keeps the records that were read last, decoded: clients ask for the same job again and again while it runs. Readers
 * share a record, so it is frozen. Of one with dates or bytes, which can be changed even so, each reader gets its own.
 */
export class RememberedRecords {
  private readonly records = new Map<string, unknown>();

  /** Returns the record at an address; undefined if there is none. `read` returns its text. */
  get(address: string, read: () => string | undefined): unknown {
    const known = this.records.get(address);
    if (known !== undefined) {
      // The first entry of the Map is then the least recently read one.
      this.records.delete(address);
      this.records.set(address, known);
      return known;
    }
    const text = read();
    if (text === undefined) return undefined;
    const record = decodeRecord(text);
    if (text.length <= LONGEST && isPlain(text)) this.keep(address, record);
    return record;
  }

  forget(address: string): void {
    this.records.delete(address);
  }

  /** Writes that failed may have been read while they were pending. */
  forgetAll(): void {
    this.records.clear();
  }

  private keep(address: string, record: unknown): void {
    const [oldest] = this.records.size < KEPT ? [] : this.records.keys();
    if (oldest !== undefined) this.records.delete(oldest);
    this.records.set(address, frozen(record));
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
