import * as fc from 'fast-check';
import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';
import { extendFactor, factor } from '../../../modules/search/bayesian/cholesky';
import { logExpectedImprovement } from '../../../modules/search/bayesian/expected-improvement';
import { Features } from '../../../modules/search/bayesian/features';
import { fitHyperparameters } from '../../../modules/search/bayesian/fit-hyperparameters';
import { GaussianProcess } from '../../../modules/search/bayesian/gaussian-process';
import { inverseFrom, invertLower } from '../../../modules/search/bayesian/inverse';
import { minimizeInBox } from '../../../modules/search/bayesian/minimize-in-box';
import { gatherRepeats, thinned } from '../../../modules/search/bayesian/observations';
import { Surrogate } from '../../../modules/search/bayesian/surrogate';
import { standardize } from '../../../modules/search/bayesian/standardize';
import { solveLower, solveUpper } from '../../../modules/search/bayesian/triangular';
import { randomStream } from '../../../modules/search/random-stream';
import { SearchSpace } from '../../../modules/search/search-space';

/** A random symmetric positive definite matrix, as a library's and as ours. */
function aCovariance(n: number, seed: number): { theirs: Matrix; ours: Float64Array } {
  const random = randomStream(seed, 0);
  const root = new Matrix(n, n);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) root.set(i, j, random.next() - 0.5);
  const theirs = root.mmul(root.transpose()).add(Matrix.eye(n, n).mul(0.1));
  return { theirs, ours: Float64Array.from(theirs.to1DArray()) };
}

function expectClose(actual: Float64Array | number[], wanted: number[]): void {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 8));
}

describe('linear algebra', () => {
  it.each([1, 2, 3, 4, 5, 8, 21, 22, 23])('agrees with a general library on a %d × %d matrix', (n) => {
    const { theirs, ours } = aCovariance(n, n);
    const lower = factor(ours, n);
    expectClose(lower, new CholeskyDecomposition(theirs).lowerTriangularMatrix.to1DArray());
    const inverted = invertLower(lower, n);
    const whole = inverseFrom(inverted, n);
    const wanted = inverse(theirs);
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= i; j += 1) expect(whole[i * n + j]).toBeCloseTo(wanted.get(i, j), 8);
    }
    const b = Float64Array.from({ length: n }, (_, i) => i - 1.5);
    const half = solveLower(lower, b, new Float64Array(n));
    const solved = solveUpper(lower, half, new Float64Array(n));
    expectClose(solved, wanted.mmul(Matrix.columnVector([...b])).to1DArray());
  });

  it('factors a singular covariance, two equal points, by a little jitter', () => {
    const lower = factor(Float64Array.from([1, 1, 1, 1]), 2);
    expect(lower[0]! ** 2).toBeCloseTo(1, 6);
    expect(lower[2]! * lower[0]!).toBeCloseTo(1, 6);
    expect(lower[3]).toBeGreaterThan(0);
  });

  it('rejects a matrix that is no covariance', () => {
    expect(() => factor(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(RangeError);
    expect(() => factor(Float64Array.from([NaN]), 1)).toThrow(RangeError);
  });

  it.each([1, 4, 7])('extends the factor of %d rows as if it had begun with all', (known) => {
    const n = 11;
    const { ours } = aCovariance(n, 3);
    const part = Float64Array.from({ length: known * known }, (_, at) => {
      return ours[Math.floor(at / known) * n + (at % known)]!;
    });
    const extended = extendFactor(ours, n, { lower: factor(part, known), n: known });
    expectClose(extended!, [...factor(ours, n)]);
  });

  it('does not extend a factor to a matrix that is none', () => {
    expect(
      extendFactor(Float64Array.from([1, 2, 2, 1]), 2, { lower: Float64Array.of(1), n: 1 }),
    ).toBeUndefined();
  });
});

describe('logExpectedImprovement', () => {
  /** Expected improvement by brute force. */
  function integrated(mean: number, deviation: number, best: number): number {
    let sum = 0;
    const step = 1e-3;
    for (let z = -12; z < 12; z += step) {
      const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      sum += Math.max(0, best - (mean + deviation * z)) * density * step;
    }
    return sum;
  }

  it.each([
    [0, 1, 0],
    [0, 1, 1],
    [0, 1, -1],
    [0, 1, -2.4],
    [0, 1, -2.6],
    [0, 1, -5],
    [3, 0.5, 4],
    [0, 1, 9],
  ])('of N(%d, %d²) below %d is what integration gives', (mean, deviation, best) => {
    expect(
      Math.exp(logExpectedImprovement(mean, deviation, best).value) / integrated(mean, deviation, best),
    ).toBeCloseTo(1, 5);
  });

  it('stays finite and ordered where the improvement itself would be 0', () => {
    const far = logExpectedImprovement(100, 1, 0).value;
    const farther = logExpectedImprovement(200, 1, 0).value;
    expect(Number.isFinite(farther)).toBe(true);
    expect(far).toBeGreaterThan(farther);
    expect(far).toBeCloseTo(-5000 - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(100), 2);
  });

  it('has the derivatives that differences give, in both branches', () => {
    const h = 1e-6;
    for (const z of [-30, -6, -2.6, -2.4, 0, 2, 7]) {
      const { byMean, byDeviation } = logExpectedImprovement(0, 1.3, 1.3 * z);
      const value = (mean: number, deviation: number) =>
        logExpectedImprovement(mean, deviation, 1.3 * z).value;
      expect(byMean).toBeCloseTo((value(h, 1.3) - value(-h, 1.3)) / (2 * h), 4);
      expect(byDeviation).toBeCloseTo((value(0, 1.3 + h) - value(0, 1.3 - h)) / (2 * h), 3);
    }
  });
});

const space = new SearchSpace([
  { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' },
  { kind: 'categorical', name: 'c', values: ['a', 'b', 'c'] },
]);
const features = new Features(space);
const positions = [
  [0.1, 0],
  [0.4, 1],
  [0.6, 0],
  [0.9, 2],
];
const observations = {
  points: positions.map((position) => features.of(position)),
  values: Float64Array.from([1, -0.5, 0.3, -0.8]),
};
const process = (noise: number): GaussianProcess =>
  new GaussianProcess(features, observations, {
    hyperparameters: { lengthScales: Float64Array.from([0.3, 0.8]), noise },
  });

describe('the Gaussian process', () => {
  it('passes through what was measured without noise and is sure of it', () => {
    observations.points.forEach((point, index) => {
      const { mean, variance } = process(1e-8).predict(point);
      expect(mean).toBeCloseTo(observations.values[index]!, 5);
      expect(variance).toBeLessThan(1e-6);
    });
  });

  it('agrees with the textbook formula computed by a general library', () => {
    const noise = 0.01;
    const model = process(noise);
    const k = (a: Float64Array, b: Float64Array): number => model.correlation(a, b);
    const n = observations.points.length;
    const covariance = new Matrix(
      observations.points.map((a, i) => observations.points.map((b, j) => k(a, b) + (i === j ? noise : 0))),
    );
    const x = features.of([0.3, 2]);
    const kx = Matrix.columnVector(observations.points.map((point) => k(x, point)));
    const weights = inverse(covariance);
    const residual = Matrix.columnVector([...observations.values].map((value) => value - model.trend.mean));
    const { mean, variance } = model.predict(x);
    expect(n).toBe(4);
    expect(mean).toBeCloseTo(model.trend.mean + kx.transpose().mmul(weights).mmul(residual).get(0, 0), 8);
    expect(variance).toBeCloseTo(
      model.trend.variance * (1 - kx.transpose().mmul(weights).mmul(kx).get(0, 0)),
      8,
    );
  });

  it.each([1e-8, 0.01, 0.5])('expects at what was measured its mean there, with noise %d', (noise) => {
    const model = process(noise);
    expectClose(
      model.fitted(),
      observations.points.map((point) => model.predict(point).mean),
    );
  });

  it('returns to the level far from every measurement', () => {
    const wide = new GaussianProcess(features, observations, {
      hyperparameters: { lengthScales: Float64Array.from([0.001, 0.001]), noise: 1e-6 },
    });
    const { mean, variance } = wide.predict(features.of([0.25, 1]));
    expect(mean).toBeCloseTo(wide.trend.mean, 8);
    expect(variance).toBeCloseTo(wide.trend.variance, 8);
  });

  it('has the gradients that differences give', () => {
    const model = process(0.01);
    const x = features.of([0.3, 2]);
    const byMean = new Float64Array(features.width);
    const byVariance = new Float64Array(features.width);
    model.predictWithGradient(x, byMean, byVariance);
    const h = 1e-6;
    x.forEach((at, f) => {
      const up = Float64Array.from(x);
      const down = Float64Array.from(x);
      up[f] = at + h;
      down[f] = at - h;
      const above = model.predict(up);
      const below = model.predict(down);
      expect(byMean[f]).toBeCloseTo((above.mean - below.mean) / (2 * h), 5);
      expect(byVariance[f]).toBeCloseTo((above.variance - below.variance) / (2 * h), 5);
    });
  });

  it('knows more after believing a further value, and keeps its level', () => {
    const model = process(0.01);
    const x = features.of([0.3, 2]);
    const surer = model.with([x], [model.predict(x).mean]);
    expect(surer.predict(x).variance).toBeLessThan(model.predict(x).variance / 10);
    expect(surer.predict(x).mean).toBeCloseTo(model.predict(x).mean, 8);
    expect(surer.trend).toEqual(model.trend);
  });
});

describe('the surrogate', () => {
  it('asks a trial to beat what it expects of the best, not the luckiest of noisy measurements', () => {
    const line = new SearchSpace([{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' }]);
    const along = new Features(line);
    const random = randomStream(5, 0);
    // A flat valley with noise, and in it one measurement far below all others.
    const measured = Array.from({ length: 40 }, (_, k) => ({
      position: [k / 39],
      value: (k / 39 - 0.5) ** 2 + random.next() - (k === 20 ? 0.5 : 0),
    }));
    const surrogate = new Surrogate(line, along, { measured, failed: [] });
    const promised = Math.max(
      ...measured.map(({ position }) => surrogate.acquisition().at(along.of(position))),
    );
    expect(promised).toBeGreaterThan(-4);
  });
});

describe('minimizeInBox', () => {
  const box = { lower: new Float64Array([-2, -2]), upper: new Float64Array([2, 2]) };

  it('follows a curved valley to its end', () => {
    const { x, value } = minimizeInBox(
      ([a = 0, b = 0], gradient) => {
        gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        gradient[1] = 200 * (b - a * a);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      new Float64Array([-1.2, 1]),
      { box, maxEvaluations: 200 },
    );
    expect(value).toBeLessThan(1e-8);
    expectClose(
      x.map((at) => Math.round(at * 1e4) / 1e4),
      [1, 1],
    );
  });

  it('stops at a wall when the minimum lies behind it', () => {
    const { x } = minimizeInBox(
      ([a = 0, b = 0], gradient) => {
        gradient[0] = 2 * (a - 5);
        gradient[1] = 2 * (b - 0.5);
        return (a - 5) ** 2 + (b - 0.5) ** 2;
      },
      new Float64Array([0, 0]),
      { box, maxEvaluations: 50 },
    );
    expectClose(x, [2, 0.5]);
  });

  it('backs out of a region where the function is undefined', () => {
    const { x } = minimizeInBox(
      ([a = 0], gradient) => {
        gradient[0] = 1 - 1 / a;
        return a > 0 ? a - Math.log(a) : Infinity;
      },
      new Float64Array([1.9]),
      { box: { lower: new Float64Array([-2]), upper: new Float64Array([2]) }, maxEvaluations: 60 },
    );
    expect(x[0]).toBeCloseTo(1, 4);
  });

  it('returns the start when nothing is better', () => {
    const start = new Float64Array([0.25, 0.5]);
    const { x, value } = minimizeInBox(() => 7, start, { box, maxEvaluations: 9 });
    expect([...x]).toEqual([0.25, 0.5]);
    expect(value).toBe(7);
  });
});

describe('standardize', () => {
  it('gives mean 0 and variance 1', () => {
    const values = standardize([3, 1, 4, 1, 5, 9, 2, 6]);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
    expect(values.reduce((sum, value) => sum + value * value, 0) / 8).toBeCloseTo(1, 10);
  });

  it('keeps order, save among the very worst', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 }),
        (list) => {
          const values = standardize(list);
          const sorted = [...list.keys()].sort((a, b) => list[a]! - list[b]!);
          sorted.slice(1).forEach((index, before) => {
            expect(values[index]).toBeGreaterThanOrEqual(values[sorted[before]!]! - 1e-12);
          });
          expect(values.every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  it('keeps good values apart when one trial diverges', () => {
    const values = standardize([0.1, 0.2, 0.3, 0.4, 1e9]);
    expect(values[1]! - values[0]!).toBeGreaterThan(0.1);
  });
});

describe('a random stream', () => {
  it('is uniform and starts differently for neighbouring seeds and streams', () => {
    const firsts = Array.from({ length: 4000 }, (_, k) => randomStream(Math.floor(k / 2), k % 2).next());
    expect(firsts.every((value) => value >= 0 && value < 1)).toBe(true);
    const tenths = new Array<number>(10).fill(0);
    for (const value of firsts) tenths[Math.floor(value * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 400)).toBeLessThan(90);
    expect(new Set(firsts).size).toBe(4000);
  });
});

describe('repeated measurements', () => {
  const space = new SearchSpace([
    { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'Linear' },
    { kind: 'continuous', name: 'y', min: 0, max: 1, scaling: 'Linear' },
  ]);
  const features = new Features(space);
  const random = randomStream(4, 0);
  const places = Array.from({ length: 9 }, () => [random.next(), random.next()]);
  const points = [...places, ...places.slice(0, 4), ...places.slice(0, 2)].map((at) => features.of(at));
  const values = Float64Array.from(points, ([x = 0, y = 0]) => Math.sin(4 * x) + y * y + 0.4 * random.next());
  const each = { points, values };
  const gathered = gatherRepeats(points, values);

  it('are one point with a mean, a number and a spread', () => {
    expect(gathered.points).toHaveLength(9);
    expect(gathered.repeats?.counts).toEqual(Float64Array.of(3, 3, 2, 2, 1, 1, 1, 1, 1));
    expect(gathered.values[2]).toBeCloseTo((values[2]! + values[11]!) / 2, 12);
    expect(gathered.repeats?.squares[2]).toBeCloseTo((values[2]! - values[11]!) ** 2 / 2, 12);
  });

  it('lead to the process that all of them one by one lead to', () => {
    const hyperparameters = { lengthScales: Float64Array.of(0.4, 0.7), noise: 0.05 };
    const whole = new GaussianProcess(features, each, { hyperparameters });
    const brief = new GaussianProcess(features, gathered, { hyperparameters });
    expect(brief.trend.mean).toBeCloseTo(whole.trend.mean, 10);
    expect(brief.trend.variance).toBeCloseTo(whole.trend.variance, 10);
    const here = features.of([0.3, 0.6]);
    expect(brief.predict(here).mean).toBeCloseTo(whole.predict(here).mean, 10);
    expect(brief.predict(here).variance).toBeCloseTo(whole.predict(here).variance, 10);
    expect(brief.fitted()[1]).toBeCloseTo(whole.fitted()[1]!, 10);
    const believed = [features.of([0.9, 0.9])];
    expect(brief.with(believed, [1]).predict(here).mean).toBeCloseTo(
      whole.with(believed, [1]).predict(here).mean,
      10,
    );
  });

  it('fit the noise as all of them one by one do', () => {
    const whole = fitHyperparameters(features, each).hyperparameters;
    const brief = fitHyperparameters(features, gathered).hyperparameters;
    expect(brief.noise).toBeGreaterThan(1e-3);
    expect(brief.noise / whole.noise).toBeCloseTo(1, 2);
    expect(brief.lengthScales[0]! / whole.lengthScales[0]!).toBeCloseTo(1, 2);
  });

  it('are thinned to the better half of the limit and a spread of the rest', () => {
    const many = gatherRepeats(
      Array.from({ length: 40 }, (_, index) => Float64Array.of(index)),
      Float64Array.from({ length: 40 }, (_, index) => (index * 7) % 40),
    );
    expect([...thinned(many, 8).values]).toEqual([0, 1, 2, 3, 4, 13, 22, 31]);
  });
});
