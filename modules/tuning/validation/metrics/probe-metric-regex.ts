import { metricPattern, NUMBER } from '../../metric-pattern';
import { exampleLine } from './example-line';
import { matchRegex } from './match-regex';
import { parseRegex } from './regex-syntax';
import type { RegexNode } from './regex-syntax';

/** What a metric's regular expression reads from lines as training programs print them. */
export interface RegexProbe {
  /** Lines from which it reads another number than the printed one. */
  readonly misread: readonly { readonly line: string; readonly value: string }[];
  /** Lines from which it reads nothing. */
  readonly unread: readonly string[];
  /** A line of a metric with a longer name that it mistakes for this metric. */
  readonly longerName: string | undefined;
  /** A pattern that reads all of them correctly, if the example has the form that our pattern reads. */
  readonly better: string | undefined;
}

const ORDINARY = ['0.5', '0.93', '0.1234', '0.123456', '12.5', '1', '10', '0.50', '0.500'];
const HARD = ['0.5', '1.5e-05', '-0.5', 'nan'];
/** Prefixes of longer metric names, by the shorter name. */
const LONGER = (word: string) => [/^[A-Z]+$/.test(word) ? `R${word}` : `val_${word}`, `train-${word}`];

/**
 * Tries an expression on example lines made from itself. Returns undefined if no example can be made, as for
 * lookaround, or if the expression is sound only for numbers that no probe has.
 */
export function probeMetricRegex(regex: string): RegexProbe | undefined {
  const node = parseRegex(regex);
  if (node === undefined) return undefined;
  const reads = (value: string) => matchRegex(node, exampleLine(node, value));
  const ordinary = ORDINARY.find((value) => reads(value) === value);
  if (ordinary === undefined) {
    const line = exampleLine(node, '0.5');
    return reads('0.5')?.trim() === '' ? { ...NOTHING, unread: [line] } : undefined;
  }
  const results = HARD.map((value) => ({ value, line: exampleLine(node, value), read: reads(value) }));
  return {
    misread: results.flatMap(({ value, line, read }) =>
      read !== undefined && isNumber(read) && !same(read, value) ? [{ line, value: read }] : [],
    ),
    unread: results.flatMap(({ line, read }) => (read === undefined || !isNumber(read) ? [line] : [])),
    longerName: longerNameRead(node, ordinary),
    better: betterPattern(exampleLine(node, ordinary), ordinary),
  };
}

const NOTHING: RegexProbe = { misread: [], unread: [], longerName: undefined, better: undefined };

/** The name before the value, with the characters that can be part of it. */
const NAMED = /(?:#0[0-3][0-7])?([\w.:/@-]*[\w@])(["']?\s*[=:]\s*["']?|\s+)$/;

function longerNameRead(node: RegexNode, value: string): string | undefined {
  const line = exampleLine(node, value);
  const before = line.slice(0, line.lastIndexOf(value));
  const name = NAMED.exec(before);
  // A name with a prefix is already the longer one.
  if (name?.[1] === undefined || !/^[A-Za-z][A-Za-z0-9]*$/.test(name[1])) return undefined;
  const word = name[1];
  const start = name.index + name[0].indexOf(word);
  return LONGER(word)
    .map((longer) => line.slice(0, start) + longer + line.slice(start + word.length))
    .find((candidate) => matchRegex(node, candidate) === value);
}

function betterPattern(line: string, value: string): string | undefined {
  const name = NAMED.exec(line.slice(0, line.lastIndexOf(value)))?.[1];
  if (name === undefined) return undefined;
  const pattern = metricPattern(name);
  const node = parseRegex(pattern);
  return node !== undefined && matchRegex(node, line) === value ? pattern : undefined;
}

const WHOLE_NUMBER = new RegExp(`^[-+]?(?:${NUMBER})$`);

function same(one: string, other: string): boolean {
  return one.trim() === other || Number(one) === Number(other);
}

function isNumber(text: string): boolean {
  return WHOLE_NUMBER.test(text.trim());
}
