const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/;

/**
 * The number a program printed, `nan` and `inf` among them; undefined for any other text. Decimal only: `Number` alone
 * would take `0x1f` for 31 and an empty text for 0.
 */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^[+-]?nan$/.test(trimmed)) return Number.NaN;
  if (/^[+-]?inf(?:inity)?$/.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  return DECIMAL.test(trimmed) ? Number(trimmed) : undefined;
}
