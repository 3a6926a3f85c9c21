import { errorAt } from '../kernel';
import type { Validator } from '../plugin';

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
