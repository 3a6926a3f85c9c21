import { mkdirSync } from 'node:fs';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import type { Collection, ListOptions, Store } from './store';

/** Separates the collection from the key; sorts before every character a key may hold. */
const SEPARATOR = '\u0000';

/** Opens (or makes) the store in `directory`. One process at a time. */
export function openLmdbStore(directory: string): Store {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new LmdbStore(open<unknown, string>({ path: directory, encoding: 'msgpack' }));
}

class LmdbStore implements Store {
  private readonly database: RootDatabase<unknown, string>;
  private depth = 0;

  constructor(database: RootDatabase<unknown, string>) {
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
  private readonly database: RootDatabase<unknown, string>;
  private readonly space: string;

  constructor(database: RootDatabase<unknown, string>, space: string) {
    this.database = database;
    this.space = space;
  }

  get(key: string): T | undefined {
    return this.database.get(this.space + key) as T | undefined;
  }

  put(key: string, value: T): void {
    this.database.putSync(this.space + key, value);
  }

  remove(key: string): boolean {
    return this.database.removeSync(this.space + key);
  }

  *list(prefix = '', options: ListOptions = {}): Iterable<readonly [string, T]> {
    const start = options.from !== undefined && options.from > prefix ? options.from : prefix;
    for (const { key, value } of this.database.getRange({ start: this.space + start })) {
      if (!key.startsWith(this.space + prefix)) return;
      yield [key.slice(this.space.length), value as T];
    }
  }
}
