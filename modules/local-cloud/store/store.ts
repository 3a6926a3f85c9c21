/** Records of one kind by key. Values may hold plain objects, lists, strings, numbers, booleans, dates and bytes. */
export interface Collection<T> {
  /** Readers share the record, so do not change it. */
  get(key: string): T | undefined;
  /** Durable when it returns. */
  put(key: string, value: T): void;
  /** Returns true if there was such a record. The removal is durable when it returns. */
  remove(key: string): boolean;
  /**
   * Returns records whose key starts with `prefix`, in the byte order of their UTF-8 keys, as they were when listing
   * began. The iteration reads a record when it reaches it, so a caller that stops early reads no more.
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
 * The durable store of the local cloud. Everything is synchronous and on disk when the call returns: a process that
 * is killed right after it loses nothing that it acknowledged.
 */
export interface Store {
  /** Opens a collection; cheap, may be called any number of times. Names: letters, digits, `-`, `.`, `/`. */
  collection<T>(name: string): Collection<T>;
  /** Runs `work` as one unit: all of its writes or, if it throws, none. Nested calls join the outer one. */
  transaction<R>(work: () => R): R;
  /**
   * Runs `work` once the current outermost transaction is on disk, and never if it fails; at once if there is none.
   * Use it for data in memory that derives from the records and must not be ahead of them.
   */
  afterCommit(work: () => void): void;
  close(): Promise<void>;
}
