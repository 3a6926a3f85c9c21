import { randomBytes, randomUUID } from 'node:crypto';

/** Randomness as a parameter, so that identifiers are reproducible in tests. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  bytes(count: number): Buffer;
}

/** Returns a random number from 0 up to 1, for pauses and not for secrets. */
export const systemFraction = (): number => Math.random();

/** The machine's random source, suitable for secrets. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
};
