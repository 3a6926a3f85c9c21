/** Formats US dollars: `$1,234.50`. Amounts below a cent keep two significant digits. */
export function formatUsd(usd: number): string {
  const decimals = usd > 0 && usd < 0.01 ? Math.min(20, 1 - Math.floor(Math.log10(usd))) : 2;
  const [whole = '0', fraction = ''] = usd.toFixed(decimals).split('.');
  return `$${groupThousands(whole)}.${fraction}`;
}

/** Returns the dollars that {@link formatUsd} wrote; `undefined` for any other text. */
export function parseUsd(text: string): number | undefined {
  return /^\$[\d,]+\.\d+$/.test(text) ? Number(text.replace(/[$,]/g, '')) : undefined;
}

/**
 * Formats `1234567` as `1,234,567`, independent of the locale, because a plan must read the same on every machine.
 */
export function groupThousands(digits: string | number): string {
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ',');
}
