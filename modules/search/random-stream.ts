/** A seeded stream of uniform numbers on [0, 1) with 53 bits each. */
export interface RandomStream {
  next(): number;
}

// Named once: looking a global up for every number costs more than the arithmetic where code runs sandboxed.
const { imul } = Math;

/** Mixes 32 bits so that every input bit reaches every output bit (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let hash = value | 0;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The stream number `stream` of `seed`. Different streams of one seed are independent, so what one suggestion draws
 * never shifts what the next one draws. Both are integers; large seeds count in full. Generator: xoshiro128**
 * (Blackman and Vigna, 2018).
 */
export function randomStream(seed: number, stream: number): RandomStream {
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  const keys = [seed >>> 0, high, stream >>> 0, 0x9e3779b9];
  let folded = 0x2545f491;
  for (const key of keys) folded = mix(folded ^ mix(key + 0x9e3779b9));
  let a = mix(folded + 1);
  let b = mix(folded + 2);
  let c = mix(folded + 3);
  let d = mix(folded + 4) | 1; // never all zero
  const next32 = (): number => {
    const scrambled = imul(rotateLeft(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled;
  };
  return { next: () => ((next32() >>> 5) * 2 ** 26 + (next32() >>> 6)) / 2 ** 53 };
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
