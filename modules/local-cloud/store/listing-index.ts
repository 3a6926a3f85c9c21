import type { Place } from './place';
import { SortedList } from './sorted-list';

/** The properties of a record that listings use. Times in milliseconds since the epoch. */
export interface Listed {
  readonly name: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs?: number;
  readonly status?: string;
}

/** The orders that are kept, so that a page continues where the previous one ended. */
export type KeptOrder = 'Name' | 'CreationTime';

/** A record's place in a kept order. Names are compared case-insensitively. */
export function placeIn(order: KeptOrder, { name, createdAtMs }: Listed): Place {
  return order === 'Name' ? name.toLowerCase() : [createdAtMs, name.toLowerCase()];
}

/**
 * Keeps a small entry for each of many records, in memory and in order. A page reads and decodes only the records
 * that it shows, however many exist.
 */
export class ListingIndex<E extends Listed> {
  private readonly entries = new Map<string, E>();
  private readonly sorted: Readonly<Record<KeptOrder, SortedList<E>>>;

  constructor(entries: Iterable<E> = []) {
    for (const entry of entries) this.entries.set(keyOf(entry.name), entry);
    const by = (order: KeptOrder): SortedList<E> =>
      new SortedList((entry) => placeIn(order, entry), this.entries.values());
    this.sorted = { Name: by('Name'), CreationTime: by('CreationTime') };
  }

  /** In no particular order. */
  all(): Iterable<E> {
    return this.entries.values();
  }

  put(entry: E): void {
    const before = this.entries.get(keyOf(entry.name));
    this.entries.set(keyOf(entry.name), entry);
    for (const list of Object.values(this.sorted)) {
      if (before !== undefined) list.remove(before);
      list.put(entry);
    }
  }

  remove(name: string): void {
    const entry = this.entries.get(keyOf(name));
    if (entry === undefined) return;
    this.entries.delete(keyOf(name));
    for (const list of Object.values(this.sorted)) list.remove(entry);
  }

  /** Returns the entries after a place, or all of them, in a kept order. */
  walk(order: KeptOrder, descending: boolean, after: Place | undefined): Iterable<E> {
    return this.sorted[order].walk(descending, after);
  }
}

const keyOf = (name: string): string => name.toLowerCase();
