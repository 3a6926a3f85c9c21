/**
 * Measures the search on published test functions: median regret after 20, 50 and 100 evaluations, next to random search's and,
 * with `--optuna`, that of Optuna 5's Gaussian process on the same seeds; and processor time per suggestion.
 *
 *   npm run bench -- search [--seeds 3] [--from 2000] [--only Branin,Mixed] [--slots 10] [--optuna [--python PATH]]
 *
 * We tuned no constant of the search on seeds from 2000. Optuna runs in a Python environment that the bench creates at first use
 * (about 5 GB), or in the one that `--python` names. The bench caches finished runs in `node_modules/.cache`, ours until the
 * search's code changes, so an interrupted comparison continues where it stopped.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { systemClock } from '../modules/kernel';
import { pythonEnvironment } from '../modules/local-cloud/runners/process/python-environment';
import { createSearcher } from '../modules/search';
import { hartmann6, objectiveFunctions } from '../test/unit/search/objective-functions';
import type { ObjectiveFunction } from '../test/unit/search/objective-functions';
import { goal } from './goal';
import { warnWhenBusy } from './machine-load';
import { median } from './median';
import { KeptResults } from './search/kept-results';
import type { Run } from './search/kept-results';
import { OptunaSearcher } from './search/optuna-searcher';
import { regretsOf } from './search/regrets-of';

const CHECKPOINTS = [20, 50, 100] as const;
const EVALUATIONS = 100;
const RANDOM_SEEDS = 101;

/** The goals: maximum ratio of the median regret to that of random search, after 50 evaluations. */
const BARS: Readonly<Record<string, number>> = {
  Branin: 0.001,
  'Hartmann-3': 0.001,
  'Ackley-5': 0.4,
  Mixed: 0.05,
};

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    from: { type: 'string', default: '2000' },
    only: { type: 'string' },
    slots: { type: 'string', default: '1' },
    optuna: { type: 'boolean', default: false },
    python: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => Number(options.from) + seed);
const chosen = options.only?.split(',');
const slots = Number(options.slots);
const kept = new KeptResults(join(__dirname, '../node_modules/.cache/bench-search.jsonl'));

/** Changes with the search's code. */
function edition(): string {
  const folder = join(__dirname, '../modules/search');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
const ourEdition = edition();

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const atCheckpoints = (regrets: readonly number[]): readonly number[] =>
  CHECKPOINTS.map((count) => regrets[count - 1] ?? NaN);

function ours(objective: ObjectiveFunction, strategy: 'Random' | 'Bayesian', seed: number): Promise<Run> {
  return kept.of([ourEdition, strategy, objective.name, slots, seed].join(' '), async () => {
    const searcher = createSearcher(strategy, objective.ranges, { objective: 'Minimize', seed });
    const before = ownCpuMs();
    const regrets = await regretsOf(objective, searcher, { seed, slots, evaluations: EVALUATIONS });
    return { regrets: atCheckpoints(regrets), cpuMs: (ownCpuMs() - before) / EVALUATIONS };
  });
}

function optunas(python: string, objective: ObjectiveFunction, seed: number): Promise<Run> {
  return kept.of(['Optuna 5.0.0', objective.name, slots, seed].join(' '), async () => {
    const searcher = new OptunaSearcher(python, objective.ranges, seed);
    const regrets = await regretsOf(objective, searcher, { seed, slots, evaluations: EVALUATIONS });
    const cpuMs = searcher.cpuMs() / EVALUATIONS;
    await searcher.close();
    return { regrets: atCheckpoints(regrets), cpuMs };
  });
}

async function python(): Promise<string> {
  const folder = await pythonEnvironment(join(__dirname, 'search/requirements.txt'), {
    clock: systemClock,
    signal: AbortSignal.timeout(3_600_000),
    report: (line) => console.error(line),
  });
  return join(folder, 'bin', 'python3');
}

/** Returns the processor time per suggestion with `count` random observations of Hartmann-6. */
function cpuAt(count: number, samples: number): number {
  const observed = createSearcher('Random', hartmann6.ranges, { objective: 'Minimize', seed: 1 })
    .suggest({ completed: [], active: [], failed: [] }, count + samples)
    .map((hyperparameters) => ({ hyperparameters, value: hartmann6.evaluate(hyperparameters) }));
  const searcher = createSearcher('Bayesian', hartmann6.ranges, { objective: 'Minimize', seed: 1 });
  return median(
    Array.from({ length: samples }, (_, first) => {
      const before = ownCpuMs();
      searcher.suggest({ completed: observed.slice(first, first + count), active: [], failed: [] }, 1);
      return ownCpuMs() - before;
    }),
  );
}

const shown = (regret: number): string => regret.toPrecision(2);
const medians = (runs: readonly Run[]): readonly number[] =>
  CHECKPOINTS.map((_, at) => median(runs.map(({ regrets }) => regrets[at] ?? NaN)));
const cpuOf = (runs: readonly Run[]): string => median(runs.map(({ cpuMs }) => cpuMs)).toFixed(1);

async function main(): Promise<void> {
  warnWhenBusy();
  const theirPython = options.optuna ? (options.python ?? (await python())) : undefined;
  const counts = CHECKPOINTS.join(' / ');
  const table = new Table({
    head: ['function', `regret @${counts}`, `random's`, `Optuna's`, '50 over random', 'ms CPU each'],
    style: { head: [], border: [] },
  });
  const randomSeeds = Array.from({ length: RANDOM_SEEDS }, (_, seed) => seed);
  for (const objective of objectiveFunctions) {
    if (chosen !== undefined && !chosen.includes(objective.name)) continue;
    const random: Run[] = [];
    const bayesian: Run[] = [];
    const optuna: Run[] = [];
    for (const seed of randomSeeds) random.push(await ours(objective, 'Random', seed));
    for (const seed of seeds) {
      bayesian.push(await ours(objective, 'Bayesian', seed));
      if (theirPython !== undefined) optuna.push(await optunas(theirPython, objective, seed));
    }
    const [left, byChance] = [medians(bayesian), medians(random)];
    const share = (left[1] ?? NaN) / (byChance[1] ?? NaN);
    const bar = BARS[objective.name];
    table.push([
      objective.name,
      left.map(shown).join(' / '),
      byChance.map(shown).join(' / '),
      optuna.length === 0 ? '' : medians(optuna).map(shown).join(' / '),
      bar === undefined ? shown(share) : goal(share, bar, shown),
      [cpuOf(bayesian), ...(optuna.length === 0 ? [] : [cpuOf(optuna)])].join(', '),
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
}

void main();
