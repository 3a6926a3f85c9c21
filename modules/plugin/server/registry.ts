import type { Lazy } from '../framework/provider';

type Loader<T> = () => T | Promise<T>;

/** Finds what a provider offers by name, loading no more than it must. */
export class Registry<T extends object> {
  private readonly byName = new Map<string, Loader<T>>();
  private readonly anonymous: Loader<T>[] = [];
  private readonly nameOf: (entry: T) => string;

  constructor(entries: readonly Lazy<T>[], nameOf: (entry: T) => string) {
    this.nameOf = nameOf;
    for (const entry of entries) {
      if (typeof entry === 'function') this.anonymous.push(once(entry as Loader<T>));
      else if ('load' in entry && 'typeName' in entry) this.byName.set(entry.typeName, once(entry.load));
      else this.byName.set(nameOf(entry), () => entry);
    }
  }

  /** The entry of that name; undefined when there is none. */
  async find(name: string): Promise<T | undefined> {
    if (!this.byName.has(name)) await this.loadAnonymous();
    return this.byName.get(name)?.();
  }

  /** Everything, by name. */
  async all(): Promise<ReadonlyMap<string, T>> {
    await this.loadAnonymous();
    const out = new Map<string, T>();
    for (const [name, load] of this.byName) out.set(name, await load());
    return out;
  }

  private async loadAnonymous(): Promise<void> {
    for (const load of this.anonymous.splice(0)) {
      const entry = await load();
      this.byName.set(this.nameOf(entry), () => entry);
    }
  }
}

function once<T>(load: Loader<T>): Loader<T> {
  let held: T | Promise<T> | undefined;
  return () => (held ??= load());
}
