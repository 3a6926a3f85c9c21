/** Formats a number beside an axis, as short as it can be: `0.001`, `1e-6`, `20k`, `3M`. */
export function formatTick(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e9) {
    return Number(value.toPrecision(4)).toExponential().replace('e+', 'e');
  }
  if (size >= 1e6) return `${String(Number((value / 1e6).toPrecision(4)))}M`;
  if (size >= 1e4) return `${String(Number((value / 1e3).toPrecision(4)))}k`;
  return String(Number(value.toPrecision(6)));
}
