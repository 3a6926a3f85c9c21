/** How a smoke run ended, as far as it was looked at. */
export type Verdict = 'passed' | 'failed' | 'waiting';

const SEPARATOR = ': ';

/** Returns verdict and reason on the one line that a plan shows: `passed: it completed with score 1 and left a model`. */
export const verdictText = (verdict: Verdict, because: string): string => `${verdict}${SEPARATOR}${because}`;

/** Returns whether {@link verdictText} wrote the text for this verdict. */
export const isVerdict = (text: string, verdict: Verdict): boolean =>
  text.startsWith(`${verdict}${SEPARATOR}`);

/** Returns the reason that {@link verdictText} wrote. */
export const reasonIn = (text: string): string => text.slice(text.indexOf(SEPARATOR) + SEPARATOR.length);
