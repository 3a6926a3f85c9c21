import { ListingIndex } from './listing-index';
import type { Listed } from './listing-index';
import type { Collection, Store } from './store';

/** Records by name, compared case-insensitively, that can be listed without being read. */
export class NamedRecords<T extends Listed, E extends Listed = Listed> {
  private readonly store: Store;
  private readonly records: Collection<T>;
  private readonly entryOf: (record: T) => E;
  private made: ListingIndex<E> | undefined;

  /** `entryOf` returns the listing entry of a record. Entries are in memory, so they must be small. */
  constructor(store: Store, collection: string, entryOf: (record: T) => E) {
    this.store = store;
    this.records = store.collection(collection);
    this.entryOf = entryOf;
  }

  get(name: string): T | undefined {
    return this.records.get(name.toLowerCase());
  }

  /** Durable when it returns. */
  put(record: T): void {
    this.records.put(record.name.toLowerCase(), record);
    const entry = this.entryOf(record);
    this.store.afterCommit(() => this.made?.put(entry));
  }

  remove(name: string): void {
    this.records.remove(name.toLowerCase());
    this.store.afterCommit(() => this.made?.remove(name));
  }

  /** Yields every record, read one after the other. */
  *list(): Iterable<T> {
    for (const [, record] of this.records.list()) yield record;
  }

  /** The listing entries, created from all records at the first use. */
  get index(): ListingIndex<E> {
    const entries = function* (records: Iterable<T>, entryOf: (record: T) => E): Iterable<E> {
      for (const record of records) yield entryOf(record);
    };
    return (this.made ??= new ListingIndex(entries(this.list(), this.entryOf)));
  }
}

/** Returns the entry of a record that is listed only by the common properties. */
export function listedOf({ name, createdAtMs, modifiedAtMs, status }: Listed): Listed {
  return {
    name,
    createdAtMs,
    ...(modifiedAtMs === undefined ? {} : { modifiedAtMs }),
    ...(status === undefined ? {} : { status }),
  };
}
