import { comparePlaces, firstIndex } from './place';
import type { Place } from './place';

/** Items in memory in the order of their places. No two items have the same place. */
export class SortedList<T> {
  private readonly placeOf: (item: T) => Place;
  private readonly items: T[];

  constructor(placeOf: (item: T) => Place, items: Iterable<T> = []) {
    this.placeOf = placeOf;
    this.items = [...items].sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
  }

  /** Adds an item at its place, and replaces the item that is there. */
  put(item: T): void {
    const place = this.placeOf(item);
    this.items.splice(this.first(place), this.holds(place) ? 1 : 0, item);
  }

  /** Removes the item at this item's place, if there is one. */
  remove(item: T): void {
    const place = this.placeOf(item);
    if (this.holds(place)) this.items.splice(this.first(place), 1);
  }

  /** Yields the items after a place, or all of them. */
  *walk(descending: boolean, after: Place | undefined): Iterable<T> {
    for (let at = this.start(descending, after); ; at += descending ? -1 : 1) {
      const item = this.items[at];
      if (item === undefined) return;
      yield item;
    }
  }

  private start(descending: boolean, after: Place | undefined): number {
    if (descending) return (after === undefined ? this.items.length : this.first(after)) - 1;
    return after === undefined ? 0 : this.first(after) + (this.holds(after) ? 1 : 0);
  }

  private holds(place: Place): boolean {
    const item = this.items[this.first(place)];
    return item !== undefined && comparePlaces(this.placeOf(item), place) === 0;
  }

  /** Returns the index of the first item that does not come before a place. */
  private first(place: Place): number {
    return firstIndex(this.items, (item) => comparePlaces(this.placeOf(item), place) >= 0);
  }
}
