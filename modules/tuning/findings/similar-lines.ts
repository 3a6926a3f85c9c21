import { exampleLine } from '../validation/metrics/example-line';
import { parseRegex } from '../validation/metrics/regex-syntax';

/** How many lines a message shows. */
const MOST = 3;
/** Half of the pairs of letters in common: `val_loss` and `valid_loss`, but not `loss` and `epoch`. */
const SIMILAR = 0.5;
/** Share of the best line's likeness. Beside a line with the very word, one with a word that looks like it says nothing. */
const NEAR_THE_BEST = 0.75;

/**
 * Returns the lines of a log that come nearest to what a metric's expression looks for, best first: they hold a number, and a
 * word like each word of the expression's literal text. Lines that differ in numbers alone count as one.
 */
export function similarLines(regex: string, lines: readonly string[]): readonly string[] {
  const words = literalWords(regex);
  if (words.length === 0) return [];
  const best = new Map<string, { readonly line: string; readonly score: number }>();
  for (const line of lines) {
    if (!/\d|\bnan\b|\binf/i.test(line)) continue;
    const score = likeness(words, line);
    const form = line.replace(/[\d.]+/g, '#');
    // The last of a form: a metric's final value is what the service takes.
    if (score >= SIMILAR) best.set(form, { line, score });
  }
  const sorted = [...best.values()].sort((a, b) => b.score - a.score);
  const least = NEAR_THE_BEST * (sorted[0]?.score ?? 0);
  return sorted
    .filter(({ score }) => score >= least)
    .slice(0, MOST)
    .map(({ line }) => line);
}

/** The words of the text that an expression contains literally. */
function literalWords(regex: string): readonly string[] {
  const node = parseRegex(regex);
  const text = node === undefined ? regex.replace(/\\[a-zA-Z]|[^\w-]/g, ' ') : exampleLine(node, ' ');
  return wordsOf(text).filter((word) => word.length > 1);
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? [];

/** How like the line's most similar words are to the wanted ones, on average: 0 to 1. */
function likeness(wanted: readonly string[], line: string): number {
  const words = wordsOf(line);
  const scores = wanted.map((word) => Math.max(0, ...words.map((other) => alike(word, other))));
  return scores.reduce((sum, score) => sum + score, 0) / wanted.length;
}

/** Dice's coefficient of two words' pairs of letters. */
function alike(one: string, other: string): number {
  if (one === other) return 1;
  const pairs = (word: string) =>
    new Set(Array.from(word.slice(1), (letter, at) => word.charAt(at) + letter));
  const [a, b] = [pairs(one), pairs(other)];
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
