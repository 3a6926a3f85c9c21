import type { MetricDefinition } from '@aws-sdk/client-sagemaker';
import { RE2JS } from 're2js';
import { messageOf } from '../../../kernel';
import { metricPattern } from '../../../tuning';
import { numberIn } from './number-in';
import type { MetricValue } from './training-job-record';

type Matcher = ReturnType<RE2JS['matcher']>;

interface CompiledMetric {
  readonly name: string;
  readonly pattern: RE2JS;
}

/** Characters of a line that are searched. The cost of a search grows with the line, so it is limited. */
const SEARCHED_CHARACTERS = 8 * 1024;

/**
 * Returns the problem of a metric's regular expression, or undefined. Every expression is matched in time linear in
 * the line, which rules out lookaround and backreferences.
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
  return `The regular expression "${regex}" of the metric "${name}" has no capturing group. Put parentheses around the number, as in ${metricPattern(name)}`;
}

/** Finds metric values in the lines that a job prints, and reports unexpected findings, once each. */
export class MetricExtractor {
  private readonly metrics: readonly CompiledMetric[];
  private readonly say: (sentence: string) => void;
  private readonly latest = new Map<string, MetricValue>();
  private readonly said = new Set<string>();

  /** The definitions must have passed `metricRegexProblem`. `say` receives sentences for the job's log. */
  constructor(definitions: readonly MetricDefinition[], say: (sentence: string) => void = () => undefined) {
    this.metrics = definitions.map(({ Name: name = '', Regex: regex = '' }) => ({
      name,
      pattern: RE2JS.compile(regex),
    }));
    this.say = say;
  }

  /** Returns the values of one line: for each metric the first group of the first match, if it is a number. */
  read(line: string, timestampMs: number): MetricValue[] {
    if (this.metrics.length === 0) return [];
    const text = this.searched(line);
    const found: MetricValue[] = [];
    for (const { name, pattern } of this.metrics) {
      const matcher = pattern.matcher(text);
      if (!matcher.find()) continue;
      const caught = matcher.group(1) ?? '';
      const value = numberIn(caught);
      if (value === undefined) {
        // SageMaker records no metric for such text (sagemaker-python-sdk issue 3208).
        this.sayOnce(
          `${name} text`,
          `metric ${name}: its regex caught ${quoted(caught)}, which is not a number. Ignored.`,
        );
        continue;
      }
      if (!Number.isFinite(value)) {
        const remedy = 'The metric has no final value unless the job prints a number later.';
        this.sayOnce(`${name} not finite`, `metric ${name} is ${caught.trim()}. ${remedy}`);
      }
      this.noticeSecond(name, matcher, value);
      const metric = { name, value, timestampMs };
      this.latest.set(name, metric);
      found.push(metric);
    }
    return found;
  }

  /** Returns the last value of each metric that was found, in the order of the definitions. */
  final(): MetricValue[] {
    return this.metrics.flatMap(({ name }) => this.latest.get(name) ?? []);
  }

  private searched(line: string): string {
    if (line.length <= SEARCHED_CHARACTERS) return line;
    const most = SEARCHED_CHARACTERS.toLocaleString('en-US');
    this.sayOnce(
      'long line',
      `only the first ${most} characters of a line are searched for metrics. Print them on lines of their own.`,
    );
    return line.slice(0, SEARCHED_CHARACTERS);
  }

  private noticeSecond(name: string, matcher: Matcher, value: number): void {
    if (this.said.has(`${name} second`) || !matcher.find()) return;
    const second = numberIn(matcher.group(1) ?? '');
    if (second === undefined || Object.is(second, value)) return;
    const values = `${String(value)} and ${String(second)}`;
    this.sayOnce(
      `${name} second`,
      `metric ${name}: its regex finds ${values} on one line. The first counts.`,
    );
  }

  private sayOnce(key: string, sentence: string): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.say(`Local cloud: ${sentence}`);
  }
}

const LONGEST_QUOTE = 80;

function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}
