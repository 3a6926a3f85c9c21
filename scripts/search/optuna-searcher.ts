import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Suggestion, TrialHistory } from '../../modules/search';
import type { ParameterRange } from '../../modules/tuning';
import { processorMs } from '../machine-load';

interface Answer {
  readonly number: number;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The Gaussian process of Optuna, in a separate Python process with one thread. */
export class OptunaSearcher {
  private readonly child;
  private readonly answers: AsyncIterator<string>;
  private readonly ranges: readonly ParameterRange[];
  /** Optuna's numbers of the trials without a reported result, by hyperparameters. */
  private readonly untold = new Map<string, number>();

  constructor(python: string, ranges: readonly ParameterRange[], seed: number) {
    this.ranges = ranges;
    this.child = spawn(python, ['-W', 'ignore', join(__dirname, 'optuna-search.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.answers = createInterface(this.child.stdout)[Symbol.asyncIterator]();
    this.write({ seed, ranges: ranges.map(theirs) });
  }

  /** Milliseconds of processor time so far. */
  cpuMs(): number {
    return processorMs(this.child.pid ?? 0);
  }

  /** Reports the trials that have ended since the last call and asks for `count` more. */
  async suggest(history: TrialHistory, count: number): Promise<readonly Suggestion[]> {
    for (const { hyperparameters, value } of history.completed) {
      const key = JSON.stringify(hyperparameters);
      const told = this.untold.get(key);
      if (told !== undefined) this.write({ told, value });
      this.untold.delete(key);
    }
    const suggestions: Suggestion[] = [];
    while (suggestions.length < count) {
      this.write({ ask: true });
      const line = await this.answers.next();
      if (line.done === true) throw new Error('Optuna has ended before it answered.');
      const { number, values } = JSON.parse(line.value) as Answer;
      const suggestion = Object.fromEntries(
        this.ranges.map((range) => [range.name, ours(range, values[range.name])]),
      );
      this.untold.set(JSON.stringify(suggestion), number);
      suggestions.push(suggestion);
    }
    return suggestions;
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }

  private write(message: object): void {
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
  }
}

/** Optuna has no reversed logarithm: it searches how far a value is below 1. */
const isReversed = (range: ParameterRange): boolean =>
  range.kind === 'continuous' && range.scaling === 'ReverseLogarithmic';

function theirs(range: ParameterRange): object {
  if (range.kind === 'categorical') return range;
  const { kind, name, min, max, scaling } = range;
  return isReversed(range)
    ? { kind, name, min: 1 - max, max: 1 - min, logarithmic: true }
    : { kind, name, min, max, logarithmic: scaling === 'Logarithmic' };
}

function ours(range: ParameterRange, value: string | number | undefined): string {
  return String(isReversed(range) ? 1 - Number(value) : value);
}
