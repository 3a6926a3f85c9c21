import { mkdirSync } from 'node:fs';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { decodeRecord, encodeRecord } from './record-codec';
import { RememberedRecords } from './remembered-records';
import type { Collection, ListOptions, Store } from './store';

/**
 * Separates the collection from the key. Keys are stored as their UTF-8 bytes: the database's own encoding of text
 * treats short and long keys differently where they hold control characters, and order is a promise here.
 */
const SEPARATOR = '\u0000';

type Database = RootDatabase<string, Buffer>;

export interface LmdbStoreOptions {
  /**
   * Whether a commit waits for the disk. Without it a crash of the machine may lose the store, which suits a simulation.
   * @default true
   */
  readonly flush?: boolean;
}

/** Opens or creates the store in `directory`. Only one process may use it at a time. */
export function openLmdbStore(directory: string, { flush = true }: LmdbStoreOptions = {}): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new LmdbStore(
    open<string, Buffer>({
      path: directory,
      encoding: 'string',
      keyEncoding: 'binary',
      ...(flush ? {} : { noSync: true }),
    }),
  );
}

class LmdbStore implements Store {
  private readonly database: Database;
  private readonly remembered = new RememberedRecords();
  private depth = 0;
  private committed: (() => void)[] = [];

  constructor(database: Database) {
    this.database = database;
  }

  collection<T>(name: string): Collection<T> {
    const { database, remembered } = this;
    return new LmdbCollection<T>(name + SEPARATOR, {
      database,
      remembered,
      inTransaction: (work) => this.transaction(work),
    });
  }

  transaction<R>(work: () => R): R {
    if (this.depth > 0) return work();
    this.depth += 1;
    let result: R;
    try {
      result = this.database.transactionSync(work);
    } catch (error) {
      this.committed = [];
      this.remembered.forgetAll();
      throw error;
    } finally {
      this.depth -= 1;
    }
    const due = this.committed;
    this.committed = [];
    for (const one of due) one();
    return result;
  }

  afterCommit(work: () => void): void {
    if (this.depth > 0) this.committed.push(work);
    else work();
  }

  async close(): Promise<void> {
    await this.database.flushed;
    await this.database.close();
  }
}

interface CollectionParts {
  readonly database: Database;
  readonly remembered: RememberedRecords;
  readonly inTransaction: <R>(work: () => R) => R;
}

/**
 * Every write is in a transaction: outside one, a write that the disk rejects damages the memory of this process
 * (lmdb 3.5.6).
 */
class LmdbCollection<T> implements Collection<T> {
  private readonly space: string;
  private readonly parts: CollectionParts;

  constructor(space: string, parts: CollectionParts) {
    this.space = space;
    this.parts = parts;
  }

  get(key: string): T | undefined {
    const address = this.address(key);
    const { database, remembered } = this.parts;
    return remembered.get(nameOf(address), () => database.get(address)) as T | undefined;
  }

  put(key: string, value: T): void {
    const text = encodeRecord(value);
    const { database, remembered, inTransaction } = this.parts;
    inTransaction(() => {
      const address = this.address(key);
      remembered.forget(nameOf(address));
      database.putSync(address, text);
    });
  }

  remove(key: string): boolean {
    const { database, remembered, inTransaction } = this.parts;
    return inTransaction(() => {
      const address = this.address(key);
      remembered.forget(nameOf(address));
      return database.removeSync(address);
    });
  }

  *list(prefix = '', { from, before, reverse = false }: ListOptions = {}): Iterable<readonly [string, T]> {
    const first = this.address(prefix);
    const start = greatest(first, from === undefined ? first : this.address(from));
    const behind = successor(first);
    const end = before === undefined ? behind : least(this.address(before), behind);
    const spaceBytes = Buffer.byteLength(this.space);
    if (Buffer.compare(start, end) >= 0) return;
    const range = reverse
      ? { start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse }
      : { start, end };
    for (const { key, value } of this.parts.database.getRange(range)) {
      yield [key.toString('utf8', spaceBytes), decodeRecord(value) as T];
    }
  }

  private address(key: string): Buffer {
    return Buffer.from(this.space + key, 'utf8');
  }
}

/** The bytes as text: two texts that differ only in what UTF-8 cannot write have the same address. */
const nameOf = (address: Buffer): string => address.toString('latin1');

const greatest = (a: Buffer, b: Buffer): Buffer => (Buffer.compare(a, b) >= 0 ? a : b);
const least = (a: Buffer, b: Buffer): Buffer => (Buffer.compare(a, b) <= 0 ? a : b);

/** Returns the first key after all that begin with `prefix`. Keys are UTF-8, in which no byte is 0xff. */
const successor = (prefix: Buffer): Buffer => Buffer.concat([prefix, Buffer.from([0xff])]);
