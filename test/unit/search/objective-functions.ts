import { randomStream } from '../../../modules/search/random-stream';
import type { ParameterRange } from '../../../modules/tuning';

/** A published test function as a search: minimise, known optimum. */
export interface ObjectiveFunction {
  readonly name: string;
  readonly ranges: readonly ParameterRange[];
  /** Least value. */
  readonly optimum: number;
  /** `trial` says which measurement this is, for those that differ from one to the next. */
  evaluate(hyperparameters: Readonly<Record<string, string>>, trial?: Trial): number;
  /** The value without noise. Absent where there is none. */
  truth?: (hyperparameters: Readonly<Record<string, string>>) => number;
}

interface Trial {
  readonly seed: number;
  readonly trial: number;
}

const linear = (name: string, min: number, max: number): ParameterRange => ({
  kind: 'continuous',
  name,
  min,
  max,
  scaling: 'Linear',
});
const cube = (dimensions: number, min: number, max: number): ParameterRange[] =>
  Array.from({ length: dimensions }, (_, index) => linear(`x${String(index)}`, min, max));

/** Numeric parameters in the order of `x0`, `x1`, … */
const vector = (hyperparameters: Readonly<Record<string, string>>): number[] =>
  Object.keys(hyperparameters)
    .filter((name) => name.startsWith('x'))
    .sort()
    .map((name) => Number(hyperparameters[name]));

/** Branin and Hoo, 1972. Three equal minima. */
export const branin: ObjectiveFunction = {
  name: 'Branin',
  ranges: [linear('x0', -5, 10), linear('x1', 0, 15)],
  optimum: 0.39788735772973816,
  evaluate: (hyperparameters) => {
    const [x = 0, y = 0] = vector(hyperparameters);
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2];

function hartmann(
  name: string,
  optimum: number,
  tables: { scales: number[][]; centres: number[][] },
): ObjectiveFunction {
  const dimensions = tables.scales[0]?.length ?? 0;
  return {
    name,
    ranges: cube(dimensions, 0, 1),
    optimum,
    evaluate: (hyperparameters) => {
      const x = vector(hyperparameters);
      return -HARTMANN_WEIGHTS.reduce((sum, weight, row) => {
        const distance = x.reduce(
          (total, value, column) =>
            total + (tables.scales[row]?.[column] ?? 0) * (value - (tables.centres[row]?.[column] ?? 0)) ** 2,
          0,
        );
        return sum + weight * Math.exp(-distance);
      }, 0);
    },
  };
}

/** Hartmann, 1973, in three dimensions. */
export const hartmann3 = hartmann('Hartmann-3', -3.8627797869493365, {
  scales: [
    [3, 10, 30],
    [0.1, 10, 35],
    [3, 10, 30],
    [0.1, 10, 35],
  ],
  centres: [
    [0.3689, 0.117, 0.2673],
    [0.4699, 0.4387, 0.747],
    [0.1091, 0.8732, 0.5547],
    [0.0381, 0.5743, 0.8828],
  ],
});

/** Hartmann, 1973, in six dimensions. The second-best basin is 0.119 above the best. */
export const hartmann6 = hartmann('Hartmann-6', -3.322368011415515, {
  scales: [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ],
  centres: [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ],
});

/** Where Ackley's optimum lies: off the centre of the box, so that guessing the middle is no help. */
const ACKLEY_SHIFT = [7.3, -11.9, 3.1, -5.7, 13.7];

/** Ackley, 1987, in five dimensions on its customary box, shifted. */
export const ackley5: ObjectiveFunction = {
  name: 'Ackley-5',
  ranges: cube(5, -32.768, 32.768),
  optimum: 0,
  evaluate: (hyperparameters) => {
    const x = vector(hyperparameters).map((value, index) => value - (ACKLEY_SHIFT[index] ?? 0));
    const squares = x.reduce((sum, value) => sum + value ** 2, 0) / x.length;
    const waves = x.reduce((sum, value) => sum + Math.cos(2 * Math.PI * value), 0) / x.length;
    return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
  },
};

/**
 * What tuning a boosted tree looks like: a logarithmic rate, a reverse-logarithmic decay, two integers and two
 * categories. Each booster wants another rate, deeper trees want smaller ones, and the surface ripples.
 */
export const mixed: ObjectiveFunction = {
  name: 'Mixed',
  ranges: [
    { kind: 'continuous', name: 'rate', min: 1e-4, max: 1, scaling: 'Logarithmic' },
    { kind: 'continuous', name: 'decay', min: 0, max: 0.999, scaling: 'ReverseLogarithmic' },
    { kind: 'integer', name: 'depth', min: 1, max: 12, scaling: 'Linear' },
    { kind: 'integer', name: 'leaves', min: 2, max: 512, scaling: 'Logarithmic' },
    { kind: 'categorical', name: 'booster', values: ['linear', 'tree', 'dart'] },
    { kind: 'categorical', name: 'growth', values: ['depth', 'loss', 'symmetric', 'random'] },
  ],
  optimum: 0,
  evaluate: ({ rate, decay, depth, leaves, booster, growth }) => {
    const wanted = { linear: -0.5, tree: -1.2, dart: -1.7 }[booster ?? ''] ?? NaN;
    const offRate = Math.log10(Number(rate)) - wanted;
    const offDepth = (Number(depth) - 7) / 3;
    const offDecay = -Math.log10(1 - Number(decay)) - 1.2;
    const offLeaves = Math.log2(Number(leaves)) - 5;
    const bowl =
      offRate ** 2 + 0.6 * offRate * offDepth + offDepth ** 2 + offDecay ** 2 + 0.2 * offLeaves ** 2;
    const ripple = 0.15 * (1 - Math.cos(5 * offRate)) + 0.15 * (1 - Math.cos(4 * offDecay));
    const byBooster = { linear: 0.8, tree: 0.2, dart: 0 }[booster ?? ''] ?? NaN;
    const byGrowth = { depth: 0.3, loss: 0, symmetric: 0.1, random: 1 }[growth ?? ''] ?? NaN;
    return bowl + ripple + byBooster + byGrowth;
  },
};

/** Rosenbrock, 1960, in four dimensions: a curved valley and values over five orders of magnitude. */
export const rosenbrock4: ObjectiveFunction = {
  name: 'Rosenbrock-4',
  ranges: cube(4, -5, 10),
  optimum: 0,
  evaluate: (hyperparameters) => {
    const x = vector(hyperparameters);
    return x
      .slice(1)
      .reduce((sum, next, i) => sum + 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0);
  },
};

/** Hartmann-3 where one corner diverges, as a learning rate set too high does. */
export const diverging: ObjectiveFunction = {
  ...hartmann3,
  name: 'Diverging',
  evaluate: (hyperparameters) => {
    const x = vector(hyperparameters);
    const excess = Math.max(0, (x[0] ?? 0) - 0.6);
    return hartmann3.evaluate(hyperparameters) + 1e6 * excess ** 4;
  },
};

const NOISE_SEED = 2 ** 40;

/** The function measured with normal noise, another draw for each trial. */
function noisy(objective: ObjectiveFunction, deviation: number): ObjectiveFunction {
  return {
    ...objective,
    name: `Noisy ${objective.name}`,
    truth: (hyperparameters) => objective.evaluate(hyperparameters),
    evaluate: (hyperparameters, { seed, trial } = { seed: 0, trial: 0 }) => {
      // Far from the streams that the search itself draws from.
      const random = randomStream(seed + NOISE_SEED, trial);
      const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      return objective.evaluate(hyperparameters) + deviation * normal;
    },
  };
}

/** Branin's values at random points have a deviation of 52. */
export const noisyBranin = noisy(branin, 1);

/** Half of what Hartmann-6's values at random points deviate. */
const noisyHartmann6 = noisy(hartmann6, 0.2);

/** Levy's function (Laguna and Marti, 2005): ripples on a bowl, the optimum off the centre. */
const levy10: ObjectiveFunction = {
  name: 'Levy-10',
  ranges: cube(10, -10, 10),
  optimum: 0,
  evaluate: (hyperparameters) => {
    const w = vector(hyperparameters).map((value) => 1 + (value - 1) / 4);
    const [first = 0] = w;
    const last = w.at(-1) ?? 0;
    const between = w
      .slice(0, -1)
      .reduce((sum, at) => sum + (at - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * at + 1) ** 2), 0);
    return (
      Math.sin(Math.PI * first) ** 2 + between + (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2)
    );
  },
};
const noisyLevy10 = noisy(levy10, 5);

/** Hartmann-6 among fourteen parameters that change nothing. */
const hartmann6In20: ObjectiveFunction = {
  ...hartmann6,
  name: 'Hartmann-6 in 20',
  ranges: [
    ...cube(6, 0, 1),
    ...Array.from({ length: 14 }, (_, index) => linear(`idle${String(index)}`, 0, 1)),
  ],
};

const LETTERS = ['a', 'b', 'c', 'd'];

/** Ten parameters of each kind, of which the later ones matter less and less; neighbours depend on each other. */
const mixed30: ObjectiveFunction = {
  name: 'Mixed-30',
  ranges: Array.from({ length: 10 }, (_, index): ParameterRange[] => [
    index % 2 === 0
      ? linear(`rate${String(index)}`, 0, 1)
      : { kind: 'continuous', name: `rate${String(index)}`, min: 1e-4, max: 1, scaling: 'Logarithmic' },
    index % 2 === 0
      ? { kind: 'integer', name: `size${String(index)}`, min: 1, max: 12, scaling: 'Linear' }
      : { kind: 'integer', name: `size${String(index)}`, min: 2, max: 512, scaling: 'Logarithmic' },
    { kind: 'categorical', name: `kind${String(index)}`, values: LETTERS.slice(0, 2 + (index % 3)) },
  ]).flat(),
  optimum: 0,
  evaluate: (hyperparameters) => {
    let sum = 0;
    for (let index = 0; index < 10; index += 1) {
      const rate = Number(hyperparameters[`rate${String(index)}`]);
      const size = Number(hyperparameters[`size${String(index)}`]);
      const kind = LETTERS.indexOf(hyperparameters[`kind${String(index)}`] ?? '');
      // All three from 0 to 1; the best place of each differs from index to index and is never in the middle.
      const offRate = (index % 2 === 0 ? rate : 1 + Math.log10(rate) / 4) - (0.15 + 0.08 * index);
      const offSize = index % 2 === 0 ? (size - 3) / 11 : (Math.log2(size) - 6) / 8;
      const offKind = kind === (index + 1) % 2 ? 0 : 1;
      const weight = 0.7 ** index;
      sum += weight * (8 * offRate ** 2 + 4 * offRate * offSize + 4 * offSize ** 2 + 0.4 * offKind);
    }
    return sum;
  },
};
const noisyMixed30 = noisy(mixed30, 0.3);

/** As searches see it who tune on a logarithmic loss: the valley without its five orders of magnitude. */
export const logRosenbrock4: ObjectiveFunction = {
  ...rosenbrock4,
  name: 'Log-Rosenbrock-4',
  evaluate: (hyperparameters) => Math.log1p(rosenbrock4.evaluate(hyperparameters)),
};

export const objectiveFunctions = [
  branin,
  hartmann3,
  ackley5,
  mixed,
  hartmann6,
  rosenbrock4,
  logRosenbrock4,
  diverging,
  noisyBranin,
  noisyHartmann6,
  levy10,
  noisyLevy10,
  hartmann6In20,
  mixed30,
  noisyMixed30,
];
