import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Returns the SHA-256 of `text` in hexadecimal, 64 characters. */
export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Returns the first `length` characters of the SHA-256 in lower-case base32 (RFC 4648), five bits per character. SageMaker
 * compares names without regard to case, so base64 or base62 would lose bits.
 */
export function sha256Base32(text: string, length: number): string {
  const bytes = createHash('sha256').update(text).digest();
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += ALPHABET.charAt((held >>> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return out;
}
