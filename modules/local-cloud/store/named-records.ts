import { ListingIndex } from './listing-index';
import type { Listed } from './listing-index';
import type { Collection, Store } from './store';

/** Records found by names that are compared without regard to case, and listed without being read. */
export class NamedRecords<T extends Listed, E extends Listed = Listed> {
  private readonly store: Store;
  private readonly records: Collection<T>;
  private readonly entryOf: (record: T) => E;
  private made: ListingIndex<E> | undefined;

  /** `entryOf` makes what listings ask of a record; small, for it is kept in memory. */
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

  /** Every record, read one after the other. */
  *list(): Iterable<T> {
    for (const [, record] of this.records.list()) yield record;
  }

  /** What listings look at. Made from all records once, when it is first asked for. */
  get index(): ListingIndex<E> {
    const entries = function* (records: Iterable<T>, entryOf: (record: T) => E): Iterable<E> {
      for (const record of records) yield entryOf(record);
    };
    return (this.made ??= new ListingIndex(entries(this.list(), this.entryOf)));
  }
}

/** The entry of a record that is only listed by what all listings share. */
export function listedOf({ name, createdAtMs, modifiedAtMs, status }: Listed): Listed {
  return {
    name,
    createdAtMs,
    ...(modifiedAtMs === undefined ? {} : { modifiedAtMs }),
    ...(status === undefined ? {} : { status }),
  };
}
