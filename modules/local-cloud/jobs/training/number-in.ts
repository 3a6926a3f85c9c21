const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/;

/**
 * Returns the number that a program printed, including `nan` and `inf`; undefined for any other text. Decimal only:
 * `Number` alone would read `0x1f` as 31 and an empty text as 0.
 */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^[+-]?nan$/.test(trimmed)) return Number.NaN;
  if (/^[+-]?inf(?:inity)?$/.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  return DECIMAL.test(trimmed) ? Number(trimmed) : undefined;
}
