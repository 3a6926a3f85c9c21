import type { Random } from '../../kernel';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An identifier in the style of IAM: a prefix that tells the kind and random capitals and digits. */
export function randomIdentifier(random: Random, prefix: string, length: number): string {
  return prefix + [...random.bytes(length)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
}
