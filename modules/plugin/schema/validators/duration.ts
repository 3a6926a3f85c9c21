import { errorAt } from '../../../kernel';
import { parseDuration } from '../values/duration';
import type { Validator } from './validator';
import { quote } from './quote';

/** The text is a duration in Go's syntax; with `positive`, one that is longer than nothing. See `parseDuration`. */
export function duration({ positive = false }: { readonly positive?: boolean } = {}): Validator<string> {
  return {
    description: 'a duration such as `90s`, `10m` or `1h30m`',
    check: (value, path) => {
      const ms = parseDuration(value);
      if (ms !== undefined && (ms > 0 || !positive)) return [];
      const problem = ms === 0 ? 'is zero' : value.startsWith('-') ? 'is negative' : 'is not a duration';
      return [
        errorAt(
          path,
          'Malformed Duration',
          `${quote(value)} ${problem}. Write numbers with a unit each, h, m, s or ms, like 1h30m, 10m or 90s.`,
        ),
      ];
    },
  };
}
