import { createHash } from 'node:crypto';

export type HashName = 'md5' | 'sha256';

/** The hashes of a body, in hexadecimal, by name. */
export type Digests = Readonly<Partial<Record<HashName, string>>>;

/** Hashes of a body while it arrives. */
export interface BodyHashes {
  take(piece: Buffer): void;
  /** Call it once, when everything has arrived and, if the body goes to a file, is in that file. */
  digests(): Promise<Digests>;
}

/** Hashes on this thread: nothing is faster for a small body. */
export function hashesHere(names: readonly HashName[]): BodyHashes {
  const running = names.map((name) => ({ name, hash: createHash(name) }));
  return {
    take: (piece) => {
      for (const { hash } of running) hash.update(piece);
    },
    digests: () =>
      Promise.resolve(Object.fromEntries(running.map(({ name, hash }) => [name, hash.digest('hex')]))),
  };
}
