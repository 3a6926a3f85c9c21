/** What comes before the object: the word alone, as a program or its logger prints it. */
const ECHO = /(?:^|[^\w.-])hyperparameters:\s*(\{.*\})\s*$/i;

/**
 * Returns the hyperparameters that a training program says it used, as text; undefined if its log does not tell. A program tells
 * with one line, `hyperparameters: {"depth": 3, "rate": 0.1}`: the word, a colon and a JSON object. Of several lines the
 * last counts. Values that are neither text, numbers nor booleans are left out.
 */
export function readHyperparameterEcho(
  lines: readonly string[],
): Readonly<Record<string, string>> | undefined {
  for (const line of [...lines].reverse()) {
    const values = objectIn(ECHO.exec(line)?.[1]);
    if (values !== undefined) return values;
  }
  return undefined;
}

function objectIn(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  try {
    const pairs = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>).flatMap(
      ([name, value]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[name, String(value)] as const]
          : [],
    );
    return Object.fromEntries(pairs);
  } catch {
    return undefined;
  }
}

/** Returns whether two texts stand for the same hyperparameter value: `0.10` is `0.1`, and `True` is `true`. */
export function isSameSetting(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [numberIn(one), numberIn(other)];
  if (a === undefined || b === undefined) return one.toLowerCase() === other.toLowerCase();
  // A program may keep single precision.
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}

function numberIn(text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
