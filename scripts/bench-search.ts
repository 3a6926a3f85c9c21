/**
 * Holds the search to published test functions: median simple regret after 50 evaluations, relative to random
 * search's, over many seeds; how many evaluations it takes to reach random's best; and CPU time per suggestion.
 *
 *   npx tsx scripts/bench-search.ts [--seeds 31] [--from 0] [--only Branin,Mixed]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { createSearcher } from '../modules/search';
import type { Suggestion } from '../modules/search';
import { hartmann6, objectiveFunctions } from '../test/unit/search/objective-functions';
import type { ObjectiveFunction } from '../test/unit/search/objective-functions';

const EVALUATIONS = 50;
const RANDOM_SEEDS = 101;
/** Hartmann-6's second-best basin is this far above its best. */
const SECOND_BASIN = 0.119;

/** Median regret over random's that must not be exceeded; the others are shown for comparison. */
const BARS: Readonly<Record<string, number>> = {
  Branin: 0.001,
  'Hartmann-3': 0.001,
  'Ackley-5': 0.4,
  Mixed: 0.05,
};

interface Run {
  /** Regret of the best so far, after each evaluation. */
  readonly regrets: readonly number[];
}

function runSearch(objective: ObjectiveFunction, strategy: 'Random' | 'Bayesian', seed: number): Run {
  const searcher = createSearcher(strategy, objective.ranges, { objective: 'Minimize', seed });
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  const regrets: number[] = [];
  for (let evaluation = 0; evaluation < EVALUATIONS; evaluation += 1) {
    const [hyperparameters = {}] = searcher.suggest({ completed, active: [], failed: [] }, 1);
    const value = objective.evaluate(hyperparameters);
    completed.push({ hyperparameters, value });
    regrets.push(Math.min(regrets.at(-1) ?? Infinity, value - objective.optimum));
  }
  return { regrets };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** CPU per suggestion with 100 random observations of Hartmann-6. */
function cpuAt100(): number {
  const observed = createSearcher('Random', hartmann6.ranges, { objective: 'Minimize', seed: 1 })
    .suggest({ completed: [], active: [], failed: [] }, 120)
    .map((hyperparameters) => ({ hyperparameters, value: hartmann6.evaluate(hyperparameters) }));
  const searcher = createSearcher('Bayesian', hartmann6.ranges, { objective: 'Minimize', seed: 1 });
  const samples = Array.from({ length: 20 }, (_, first) =>
    cpuMs(() =>
      searcher.suggest({ completed: observed.slice(first, first + 100), active: [], failed: [] }, 1),
    ),
  );
  return median(samples);
}

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '31' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => Number(options.from) + seed);
const chosen = options.only?.split(',');

const table = new Table({
  head: [
    'function',
    "median regret / random's",
    'bar',
    "random's best reached after",
    'right basin',
    'ms CPU each',
  ],
  style: { head: [], border: [] },
});
for (const objective of objectiveFunctions) {
  if (chosen !== undefined && !chosen.includes(objective.name)) continue;
  const random = median(
    Array.from(
      { length: RANDOM_SEEDS },
      (_, seed) => runSearch(objective, 'Random', seed).regrets.at(-1) ?? NaN,
    ),
  );
  let runs: Run[] = [];
  const cpu = cpuMs(() => (runs = seeds.map((seed) => runSearch(objective, 'Bayesian', seed))));
  const finals = runs.map((run) => run.regrets.at(-1) ?? NaN);
  const reached = median(
    runs.map((run) => run.regrets.findIndex((regret) => regret <= random) + 1 || Infinity),
  );
  table.push([
    objective.name,
    (median(finals) / random).toPrecision(2),
    String(BARS[objective.name] ?? ''),
    String(reached),
    objective === hartmann6
      ? `${finals.filter((final) => final < SECOND_BASIN).length} of ${seeds.length}`
      : '',
    (cpu / seeds.length / EVALUATIONS).toFixed(1),
  ]);
}
console.log(table.toString());
console.log(`100 observations in 6 dimensions: ${cpuAt100().toFixed(1)} ms CPU per suggestion (bar 30)`);
