import { mkdirSync } from 'node:fs';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { decodeRecord, encodeRecord } from './record-codec';
import type { Collection, ListOptions, Store } from './store';

/**
 * Separates the collection from the key. Keys are stored as their UTF-8 bytes: the database's own encoding of text
 * treats short and long keys differently where they hold control characters, and order is a promise here.
 */
const SEPARATOR = '\u0000';

type Database = RootDatabase<string, Buffer>;

/** Opens (or makes) the store in `directory`. One process at a time. */
export function openLmdbStore(directory: string): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new LmdbStore(open<string, Buffer>({ path: directory, encoding: 'string', keyEncoding: 'binary' }));
}

class LmdbStore implements Store {
  private readonly database: Database;
  private depth = 0;

  constructor(database: Database) {
    this.database = database;
  }

  collection<T>(name: string): Collection<T> {
    return new LmdbCollection<T>(this.database, name + SEPARATOR);
  }

  transaction<R>(work: () => R): R {
    if (this.depth > 0) return work();
    this.depth += 1;
    try {
      return this.database.transactionSync(work);
    } finally {
      this.depth -= 1;
    }
  }

  async close(): Promise<void> {
    await this.database.flushed;
    await this.database.close();
  }
}

class LmdbCollection<T> implements Collection<T> {
  private readonly database: Database;
  private readonly space: string;

  constructor(database: Database, space: string) {
    this.database = database;
    this.space = space;
  }

  get(key: string): T | undefined {
    const text = this.database.get(this.address(key));
    return text === undefined ? undefined : (decodeRecord(text) as T);
  }

  put(key: string, value: T): void {
    this.database.putSync(this.address(key), encodeRecord(value));
  }

  remove(key: string): boolean {
    return this.database.removeSync(this.address(key));
  }

  *list(prefix = '', options: ListOptions = {}): Iterable<readonly [string, T]> {
    const first = this.address(prefix);
    const from = this.address(options.from ?? prefix);
    const start = Buffer.compare(from, first) > 0 ? from : first;
    const spaceBytes = Buffer.byteLength(this.space);
    for (const { key, value } of this.database.getRange({ start })) {
      if (!key.subarray(0, first.length).equals(first)) return;
      yield [key.toString('utf8', spaceBytes), decodeRecord(value) as T];
    }
  }

  private address(key: string): Buffer {
    return Buffer.from(this.space + key, 'utf8');
  }
}
