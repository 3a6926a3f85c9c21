import { TAG_PREFIX } from './own-tags';

const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Returns why a tag cannot be set, by https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html, or `undefined`
 * if it can. A value not known yet is `undefined` and passes.
 */
export function tagProblem(key: string, value: string | undefined): string | undefined {
  if (key.startsWith(TAG_PREFIX)) {
    return `keys that begin with "${TAG_PREFIX}" are reserved for Tuneform's ownership tags`;
  }
  if (/^aws:/i.test(key)) return 'keys that begin with "aws:" are reserved for AWS';
  if (lengthOf(key) < 1 || lengthOf(key) > MAX_KEY_LENGTH) {
    return `its key has ${String(lengthOf(key))} characters, but 1 to ${String(MAX_KEY_LENGTH)} are allowed`;
  }
  if (!ALLOWED.test(key)) return `its key contains a character that is not allowed: ${CHARACTERS}`;
  if (value === undefined) return undefined;
  if (lengthOf(value) > MAX_VALUE_LENGTH) {
    return `its value has ${String(lengthOf(value))} characters, but at most ${String(MAX_VALUE_LENGTH)} are allowed`;
  }
  return ALLOWED.test(value)
    ? undefined
    : `its value contains a character that is not allowed: ${CHARACTERS}`;
}

const CHARACTERS = 'use letters, digits, spaces and _ . : / = + - @';

/** AWS counts Unicode characters. */
const lengthOf = (text: string): number => Array.from(text).length;
