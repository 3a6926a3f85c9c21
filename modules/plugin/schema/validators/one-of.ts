import { errorAt } from '../../../kernel';
import type { Validator } from './validator';
import { quote } from './quote';

/** The value is one of a closed set of words or numbers. Words are compared as written, case included. */
export function oneOf(...allowed: readonly string[]): Validator<string>;
export function oneOf(...allowed: readonly number[]): Validator<number>;
export function oneOf(...allowed: readonly (string | number)[]): Validator<string | number> {
  const list = allowed.map(quote).join(', ');
  return {
    description: `one of ${list}`,
    ...(allowed.every((word) => typeof word === 'string') && { words: allowed }),
    check: (value, path) => {
      if (allowed.includes(value)) return [];
      // The most frequent mistake, and the one that is hardest to see.
      const folded = String(value).toLowerCase();
      const meant = allowed.find((word) => String(word).toLowerCase() === folded);
      const advice =
        meant === undefined ? `Use one of ${list}.` : `Write ${quote(meant)}: upper and lower case matter.`;
      return [errorAt(path, 'Unknown Value', `${quote(value)} is not allowed here. ${advice}`)];
    },
  };
}
