/** The problem of a metric's regular expression, or the number of values that it captures. */
export type MetricRegex =
  { readonly valid: true; readonly groups: number } | { readonly valid: false; readonly reason: string };

/** Compiles a metric's regular expression without running it on anything. */
export function inspectMetricRegex(regex: string): MetricRegex {
  try {
    // An empty first alternative matches at once, so no part of the practitioner's expression is tried; the match
    // still has one member for each of its groups.
    const match = new RegExp(`|${inJavaScript(regex)}`).exec('');
    return { valid: true, groups: (match?.length ?? 1) - 1 };
  } catch (error) {
    return {
      valid: false,
      reason: error instanceof Error ? error.message.replace('/|', '/') : String(error),
    };
  }
}

/** Syntax that authors of containers know from Python and Java, as JavaScript writes it. */
function inJavaScript(regex: string): string {
  return regex
    .replace(/^\(\?[a-zA-Z]+\)/, '')
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=([A-Za-z_]\w*)\)/g, '\\k<$1>');
}
