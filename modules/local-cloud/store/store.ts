/** Records of one kind by key. Values may hold plain objects, lists, strings, numbers, booleans, dates and bytes. */
export interface Collection<T> {
  get(key: string): T | undefined;
  /** Durable when it returns. */
  put(key: string, value: T): void;
  /** True when there was such a record. Durable when it returns. */
  remove(key: string): boolean;
  /**
   * Records whose key starts with `prefix`, in the byte order of their UTF-8 keys, as they were when listing began. A
   * record is read when the iteration comes to it: who stops early has read no more.
   */
  list(prefix?: string, options?: ListOptions): Iterable<readonly [string, T]>;
}

export interface ListOptions {
  /** Only keys greater than or equal to this one (still only those with the prefix). */
  readonly from?: string;
  /** Only keys less than this one. */
  readonly before?: string;
  /** From the last key to the first. */
  readonly reverse?: boolean;
}

/**
 * The durable memory of the local cloud. Everything is synchronous and on disk when the call returns: a process
 * killed right after has lost nothing it acknowledged.
 */
export interface Store {
  /** Opens a collection; cheap, may be called any number of times. Names: letters, digits, `-`, `.`, `/`. */
  collection<T>(name: string): Collection<T>;
  /** Runs `work` as one unit: all of its writes or, if it throws, none. Nested calls join the outer one. */
  transaction<R>(work: () => R): R;
  /**
   * Runs `work` once the transaction under way, with those around it, is on disk, and never if it fails; at once when there
   * is none. For what is kept in memory of the records, which must not know more than they do.
   */
  afterCommit(work: () => void): void;
  close(): Promise<void>;
}
