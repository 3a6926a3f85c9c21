import { errorAt } from '../../../kernel';
import type { Validator } from './validator';
import { quote } from './quote';

/**
 * The text matches a pattern. `what` completes "must be …" for people who do not read patterns:
 * `matches(/^[a-z]+$/, 'a word of lower-case letters')`. Anchor the pattern unless a part of the text is enough.
 */
export function matches(pattern: RegExp, what: string): Validator<string> {
  // A global or sticky pattern remembers where it stopped, and would judge the same text differently the next time.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return {
    description: what,
    check: (value, path) =>
      stateless.test(value)
        ? []
        : [errorAt(path, 'Malformed Value', `${quote(value)} is not allowed here. Write ${what}.`)],
  };
}
