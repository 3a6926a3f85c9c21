import type { Collection, Store } from '../../store/store';

/** Records found by names that are compared without regard to case. */
export class NamedRecords<T extends { readonly name: string }> {
  private readonly records: Collection<T>;

  constructor(store: Store, collection: string) {
    this.records = store.collection(collection);
  }

  get(name: string): T | undefined {
    return this.records.get(name.toLowerCase());
  }

  /** Durable when it returns. */
  put(record: T): void {
    this.records.put(record.name.toLowerCase(), record);
  }

  remove(name: string): void {
    this.records.remove(name.toLowerCase());
  }

  *list(): Iterable<T> {
    for (const [, record] of this.records.list()) yield record;
  }
}
