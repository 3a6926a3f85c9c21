import { comparePlaces, firstIndex } from '../paging';
import type { Place } from '../paging';

/** What listings ask of a record. Times in milliseconds since the epoch. */
export interface Listed {
  readonly name: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs?: number;
  readonly status?: string;
}

/** The orders that are kept, so that a page in one of them begins where the last one ended. */
export type KeptOrder = 'Name' | 'CreationTime';

/** A record's place in a kept order. Names are compared without regard to case. */
export function placeIn(order: KeptOrder, { name, createdAtMs }: Listed): Place {
  return order === 'Name' ? name.toLowerCase() : [createdAtMs, name.toLowerCase()];
}

/**
 * A small entry for each of many records, in memory and in order. A page is cut out of it without reading or decoding
 * the records it does not show, however many there have been.
 */
export class ListingIndex<E extends Listed> {
  private readonly entries = new Map<string, E>();
  private readonly sorted: Readonly<Record<KeptOrder, E[]>>;

  constructor(entries: Iterable<E> = []) {
    for (const entry of entries) this.entries.set(keyOf(entry.name), entry);
    const all = [...this.entries.values()];
    const by = (order: KeptOrder): E[] =>
      [...all].sort((a, b) => comparePlaces(placeIn(order, a), placeIn(order, b)));
    this.sorted = { Name: by('Name'), CreationTime: by('CreationTime') };
  }

  /** In no particular order. */
  all(): Iterable<E> {
    return this.entries.values();
  }

  put(entry: E): void {
    const before = this.entries.get(keyOf(entry.name));
    this.entries.set(keyOf(entry.name), entry);
    for (const order of ORDERS) {
      const list = this.sorted[order];
      const same = before !== undefined && comparePlaces(placeIn(order, before), placeIn(order, entry)) === 0;
      if (before !== undefined && !same) this.take(order, before);
      list.splice(this.indexOf(order, entry), same ? 1 : 0, entry);
    }
  }

  remove(name: string): void {
    const entry = this.entries.get(keyOf(name));
    if (entry === undefined) return;
    this.entries.delete(keyOf(name));
    for (const order of ORDERS) this.take(order, entry);
  }

  /** The entries after a place, or all of them, in a kept order. */
  *walk(order: KeptOrder, descending: boolean, after: Place | undefined): Iterable<E> {
    const list = this.sorted[order];
    const compared = (entry: E, place: Place): number => comparePlaces(placeIn(order, entry), place);
    const start = descending
      ? (after === undefined ? list.length : firstIndex(list, (entry) => compared(entry, after) >= 0)) - 1
      : after === undefined
        ? 0
        : firstIndex(list, (entry) => compared(entry, after) > 0);
    const step = descending ? -1 : 1;
    for (let at = start; ; at += step) {
      const entry = list[at];
      if (entry === undefined) return;
      yield entry;
    }
  }

  private take(order: KeptOrder, entry: E): void {
    this.sorted[order].splice(this.indexOf(order, entry), 1);
  }

  private indexOf(order: KeptOrder, entry: E): number {
    const place = placeIn(order, entry);
    return firstIndex(this.sorted[order], (other) => comparePlaces(placeIn(order, other), place) >= 0);
  }
}

const ORDERS: readonly KeptOrder[] = ['Name', 'CreationTime'];

const keyOf = (name: string): string => name.toLowerCase();
