import { randomBytes, randomUUID } from 'node:crypto';

/** Chance as a parameter, so that everything which draws identifiers can be repeated. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  bytes(count: number): Buffer;
}

/** A number from 0 up to 1 by the machine's own chance: for pauses, not for secrets. */
export const systemFraction = (): number => Math.random();

/** The machine's own chance, good enough for secrets. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
};
