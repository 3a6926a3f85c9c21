import type { Lazy } from '../framework/provider';

type Loader<T> = () => T | Promise<T>;

/** Finds what a provider offers by name and loads no more than necessary. */
export class Registry<T extends object> {
  private readonly byName = new Map<string, Loader<T>>();
  private readonly anonymous: Loader<T>[] = [];
  private readonly nameOf: (entry: T) => string;
  private readonly repeated = new Set<string>();

  constructor(entries: readonly Lazy<T>[], nameOf: (entry: T) => string) {
    this.nameOf = nameOf;
    for (const entry of entries) {
      if (typeof entry === 'function') this.anonymous.push(once(entry as Loader<T>));
      else if ('load' in entry && 'typeName' in entry) this.add(entry.typeName, once(entry.load));
      else this.add(nameOf(entry), () => entry);
    }
  }

  /** Returns the entry of that name; undefined if there is none. */
  async find(name: string): Promise<T | undefined> {
    if (!this.byName.has(name)) await this.loadAnonymous();
    return this.byName.get(name)?.();
  }

  /** Returns all entries by name, and the names that more than one entry has: the first entry keeps the name. */
  async all(): Promise<{ readonly byName: ReadonlyMap<string, T>; readonly twice: readonly string[] }> {
    await this.loadAnonymous();
    const byName = new Map<string, T>();
    for (const [name, load] of this.byName) byName.set(name, await load());
    return { byName, twice: [...this.repeated] };
  }

  private add(name: string, load: Loader<T>): void {
    if (this.byName.has(name)) this.repeated.add(name);
    else this.byName.set(name, load);
  }

  private async loadAnonymous(): Promise<void> {
    for (const load of this.anonymous.splice(0)) {
      const entry = await load();
      this.add(this.nameOf(entry), () => entry);
    }
  }
}

function once<T>(load: Loader<T>): Loader<T> {
  let held: T | Promise<T> | undefined;
  return () => (held ??= load());
}
