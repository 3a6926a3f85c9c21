/**
 * Holds the search to published test functions: median regret after 20, 50 and 100 evaluations over many seeds, with
 * random search's at 50 beside it, one after another and in ten slots; and processor time per suggestion.
 *
 *   npm run bench -- search [--seeds 31] [--from 0] [--only Branin,Mixed] [--slots 10]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { createSearcher } from '../modules/search';
import type { Suggestion } from '../modules/search';
import { hartmann6, objectiveFunctions } from '../test/unit/search/objective-functions';
import type { ObjectiveFunction } from '../test/unit/search/objective-functions';
import { goal } from './goal';
import { warnWhenBusy } from './machine-load';
import { median } from './median';

const CHECKPOINTS = [20, 50, 100] as const;
const RANDOM_SEEDS = 101;
/** Hartmann-6's second-best basin is this far above its best. */
const SECOND_BASIN = 0.119;

/** Median regret over random's, after 50 evaluations, that must not be exceeded. */
const BARS: Readonly<Record<string, number>> = {
  Branin: 0.001,
  'Hartmann-3': 0.001,
  'Ackley-5': 0.4,
  Mixed: 0.05,
};
/** What a kept optimiser, the Gaussian process of Optuna 5, left after the checkpoints: median of the same 31 seeds. */
const OPTUNA: Readonly<Record<string, string>> = {
  Branin: '0.67 / 4e-5 / 1.5e-5',
  'Hartmann-3': '0.013 / 4e-5 / 1.7e-5',
  'Hartmann-6': '1.3 / 0.0063 / 3e-4',
};

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '31' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    slots: { type: 'string', default: '1' },
  },
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => Number(options.from) + seed);
const chosen = options.only?.split(',');
const slots = Number(options.slots);

/** True regret of the trial that measured least so far, after each evaluation. */
function regretsOf(
  objective: ObjectiveFunction,
  strategy: 'Random' | 'Bayesian',
  seed: number,
): readonly number[] {
  const searcher = createSearcher(strategy, objective.ranges, { objective: 'Minimize', seed });
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  const active: { hyperparameters: Suggestion }[] = [];
  const regrets: number[] = [];
  let least = Infinity;
  let regret = Infinity;
  const last = CHECKPOINTS.at(-1) ?? 0;
  while (completed.length < last) {
    const next = searcher.suggest({ completed, active, failed: [] }, slots - active.length);
    active.push(...next.map((hyperparameters) => ({ hyperparameters })));
    const ended = active.shift();
    if (ended === undefined) break;
    const { hyperparameters } = ended;
    const value = objective.evaluate(hyperparameters, { seed, trial: completed.length });
    completed.push({ hyperparameters, value });
    if (value < least) {
      least = value;
      regret = (objective.truth ?? objective.evaluate)(hyperparameters) - objective.optimum;
    }
    regrets.push(regret);
  }
  return regrets;
}

function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Processor time per suggestion with `count` random observations of Hartmann-6. */
function cpuAt(count: number, samples: number): number {
  const observed = createSearcher('Random', hartmann6.ranges, { objective: 'Minimize', seed: 1 })
    .suggest({ completed: [], active: [], failed: [] }, count + samples)
    .map((hyperparameters) => ({ hyperparameters, value: hartmann6.evaluate(hyperparameters) }));
  const searcher = createSearcher('Bayesian', hartmann6.ranges, { objective: 'Minimize', seed: 1 });
  return median(
    Array.from({ length: samples }, (_, first) =>
      cpuMs(() =>
        searcher.suggest({ completed: observed.slice(first, first + count), active: [], failed: [] }, 1),
      ),
    ),
  );
}

const shown = (regret: number): string => regret.toPrecision(2);

warnWhenBusy();
const table = new Table({
  head: [
    'function',
    ...CHECKPOINTS.map((count) => `@${String(count)}`),
    'random @50',
    '50 over random',
    'Optuna 5 GP, recorded',
    'right basin',
    'ms CPU each',
  ],
  style: { head: [], border: [] },
});
for (const objective of objectiveFunctions) {
  if (chosen !== undefined && !chosen.includes(objective.name)) continue;
  const at = (runs: readonly (readonly number[])[], count: number): number =>
    median(runs.map((regrets) => regrets[count - 1] ?? NaN));
  const random = at(
    Array.from({ length: RANDOM_SEEDS }, (_, seed) => regretsOf(objective, 'Random', seed)),
    50,
  );
  let runs: (readonly number[])[] = [];
  const cpu = cpuMs(() => (runs = seeds.map((seed) => regretsOf(objective, 'Bayesian', seed))));
  const right = runs.filter((regrets) => (regrets.at(-1) ?? NaN) < SECOND_BASIN).length;
  const bar = BARS[objective.name];
  const share = at(runs, 50) / random;
  table.push([
    objective.name,
    ...CHECKPOINTS.map((count) => shown(at(runs, count))),
    shown(random),
    bar === undefined ? shown(share) : goal(share, bar, shown),
    slots === 1 ? (OPTUNA[objective.name] ?? '') : '',
    objective === hartmann6 ? `${String(right)} of ${String(seeds.length)}` : '',
    (cpu / seeds.length / 100).toFixed(1),
  ]);
}
console.log(table.toString());
if (chosen === undefined) {
  const ms = (figure: number): string => `${figure.toFixed(0)} ms`;
  console.log(
    `processor time of a suggestion in 6 dimensions: ${goal(cpuAt(100, 20), 20, ms)} at 100 observations, ` +
      `${goal(cpuAt(500, 5), 150, ms)} at 500`,
  );
}
