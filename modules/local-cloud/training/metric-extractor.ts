import type { MetricDefinition } from '@aws-sdk/client-sagemaker';
import { RE2JS } from 're2js';
import { messageOf } from '../../kernel';
import type { MetricValue } from './training-job-record';

interface CompiledMetric {
  readonly name: string;
  readonly pattern: RE2JS;
}

/** Characters of a line that are searched; what a search costs grows with the line, so it is bounded. */
const SEARCHED_CHARACTERS = 8 * 1024;

/**
 * What is wrong with a metric's regular expression, or undefined. Expressions are matched in time linear in the
 * line, whatever they are, which leaves no room for lookaround and backreferences.
 */
export function metricRegexProblem(definition: MetricDefinition): string | undefined {
  const { Name: name = '', Regex: regex = '' } = definition;
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(regex);
  } catch (error) {
    return (
      `The regular expression "${regex}" of the metric "${name}" cannot be used: ${messageOf(error)}. ` +
      'Lookaround, backreferences and possessive quantifiers are not supported by the local cloud, because they cannot be matched in bounded time.'
    );
  }
  if (compiled.groupCount() > 0) return undefined;
  return `The regular expression "${regex}" of the metric "${name}" has no capturing group. Put parentheses around the number, for example "${name}=([0-9.]+)".`;
}

/** Finds metric values in the lines a job prints. */
export class MetricExtractor {
  private readonly metrics: readonly CompiledMetric[];
  private readonly latest = new Map<string, MetricValue>();

  /** The definitions must have passed `metricRegexProblem`. */
  constructor(definitions: readonly MetricDefinition[]) {
    this.metrics = definitions.map(({ Name: name = '', Regex: regex = '' }) => ({
      name,
      pattern: RE2JS.compile(regex),
    }));
  }

  /** Values found in one line: for each metric, what its first group caught, if that is a number. */
  read(line: string, timestampMs: number): MetricValue[] {
    if (this.metrics.length === 0) return [];
    const text = line.length > SEARCHED_CHARACTERS ? line.slice(0, SEARCHED_CHARACTERS) : line;
    const found: MetricValue[] = [];
    for (const { name, pattern } of this.metrics) {
      const matcher = pattern.matcher(text);
      if (!matcher.find()) continue;
      const value = toNumber(matcher.group(1));
      if (value === undefined) continue;
      const metric = { name, value, timestampMs };
      this.latest.set(name, metric);
      found.push(metric);
    }
    return found;
  }

  /** The last value of each metric that was seen, in the order of the definitions. */
  final(): MetricValue[] {
    return this.metrics.flatMap(({ name }) => this.latest.get(name) ?? []);
  }
}

/** Numbers as programs print them, `nan` and `inf` among them; undefined for anything else. */
function toNumber(text: string | null): number | undefined {
  const trimmed = text?.trim().toLowerCase() ?? '';
  if (trimmed === '') return undefined;
  if (/^[+-]?nan$/.test(trimmed)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  const value = Number(trimmed);
  return Number.isNaN(value) ? undefined : value;
}
