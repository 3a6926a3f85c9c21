/** Milliseconds of every unit that Go's `time.ParseDuration` knows, in which practitioners write durations. */
const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};

const PART = /(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/y;

/**
 * Milliseconds of a duration in Go's syntax: numbers with units, largest first by custom only (`1h30m`, `1.5h`, `500ms`),
 * or a bare `0`. Undefined for anything else, a negative duration included.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  let total = 0;
  let position = 0;
  while (position < text.length) {
    PART.lastIndex = position;
    const match = PART.exec(text);
    if (match === null) return undefined;
    const [part, count = '', unit = ''] = match;
    total += Number(count) * (UNITS[unit] ?? NaN);
    position += part.length;
  }
  return text === '' ? undefined : total;
}

/** A number of milliseconds in Go's syntax, in whole seconds from one second on: `1h30m`, `90ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${String(ms)}ms`;
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${String(count)}${unit}`)
    .join('');
}
