import { errorAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import type { Validator } from '../plugin';

/** The value is one of a closed set of words. */
export function oneOf(...words: readonly string[]): Validator<string> {
  const list = words.map((word) => `"${word}"`).join(', ');
  return {
    description: `one of ${list}`,
    check: (value, path): readonly Diagnostic[] =>
      words.includes(value)
        ? []
        : [errorAt(path, 'Unknown Value', `"${value}" is not allowed here. Use one of ${list}.`)],
  };
}

/** The value is a whole number within bounds, both inclusive. */
export function wholeNumber(bounds: { readonly min: number; readonly max?: number }): Validator<number> {
  const { min, max = Infinity } = bounds;
  const allowed =
    max === Infinity
      ? `a whole number of at least ${String(min)}`
      : `a whole number from ${String(min)} to ${String(max)}`;
  return {
    description: allowed,
    check: (value, path) =>
      Number.isInteger(value) && value >= min && value <= max
        ? []
        : [errorAt(path, 'Number Out Of Range', `${String(value)} is not ${allowed}.`)],
  };
}

/** The whole value matches a pattern; `what` completes "must be …". */
export function matching(pattern: RegExp, what: string): Validator<string> {
  return {
    description: what,
    check: (value, path) =>
      pattern.test(value) ? [] : [errorAt(path, 'Malformed Value', `"${value}" is not ${what}.`)],
  };
}

/** The value is a duration such as `90s`, `10m` or `1h30m`. */
export const duration: Validator<string> = {
  description: 'a duration such as `90s`, `10m` or `1h30m`',
  check: (value, path) =>
    parseDuration(value) === undefined
      ? [
          errorAt(
            path,
            'Malformed Duration',
            `"${value}" is not a duration. Write hours, minutes and seconds like 1h30m, 10m, 90s or 0s.`,
          ),
        ]
      : [],
};

/** Milliseconds of a duration such as `1h30m`; `undefined` when it is none. */
export function parseDuration(text: string): number | undefined {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
