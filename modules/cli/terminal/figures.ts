/** Formats a number with few digits: `0.9812`, `12`, `1.3e-7`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e7 ? value.toExponential(3) : String(Number(value.toPrecision(4)));
}

/** Formats a hyperparameter (text, as SageMaker sends it) and shortens a long decimal. */
export function formatSetting(text: string): string {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? formatNumber(value) : text;
}
