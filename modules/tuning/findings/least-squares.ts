/** A ridge far below the data's own scale, which keeps equal columns from making the system unsolvable. */
const RIDGE = 1e-9;

/**
 * Returns which part of the variation of `values` a linear model of `rows` predicts for observations that it has not seen: the
 * R² of leaving each one out, at most 1, negative if the mean predicts better. Undefined without variation.
 *
 * @param rows one row of the same length for each value; a constant term is added
 */
export function predictedPart(
  rows: readonly (readonly number[])[],
  values: readonly number[],
): number | undefined {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (total === 0 || values.length === 0) return undefined;
  const { design, factor, residuals } = fit(rows, values);
  const missed = design.reduce((sum, row, n) => {
    // The residual of the fit without this observation follows from its leverage (Allen's PRESS).
    const leverage = Math.min(dot(row, solve(factor, row)), 1 - 1e-9);
    return sum + (at(residuals, n) / (1 - leverage)) ** 2;
  }, 0);
  return 1 - missed / total;
}

/**
 * Returns Student's t of a sum of the model's weights: its value over its standard error. Undefined with too few observations to
 * tell an error.
 *
 * @param share of each weight in the sum; the constant term is left out
 */
export function certaintyOf(
  share: readonly number[],
  rows: readonly (readonly number[])[],
  values: readonly number[],
): number | undefined {
  const { factor, residuals, weights } = fit(rows, values);
  const freedom = values.length - weights.length;
  if (freedom < 1) return undefined;
  const spread = dot(residuals, residuals) / freedom;
  const shares = [0, ...share];
  const error = Math.sqrt(spread * dot(shares, solve(factor, shares)));
  return error === 0 ? undefined : dot(shares, weights) / error;
}

function fit(rows: readonly (readonly number[])[], values: readonly number[]) {
  const design = rows.map((row) => [1, ...row]);
  const size = design[0]?.length ?? 0;
  const normal = Array.from({ length: size }, (_, i) =>
    Array.from(
      { length: size },
      (__, j) => design.reduce((sum, row) => sum + at(row, i) * at(row, j), 0) + (i === j ? RIDGE : 0),
    ),
  );
  const factor = cholesky(normal);
  const right = Array.from({ length: size }, (_, i) =>
    design.reduce((sum, row, n) => sum + at(row, i) * at(values, n), 0),
  );
  const weights = solve(factor, right);
  const residuals = design.map((row, n) => at(values, n) - dot(row, weights));
  return { design, factor, weights, residuals };
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * at(b, index), 0);

/** The lower triangular factor of a positive definite matrix. */
function cholesky(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const other = j === i ? own : (lower[j] ?? []);
      let value = at(row, j);
      for (let k = 0; k < j; k += 1) value -= at(own, k) * at(other, k);
      own.push(j === i ? Math.sqrt(Math.max(value, Number.MIN_VALUE)) : value / at(other, j));
    }
    lower.push(own);
  }
  return lower;
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const forward: number[] = [];
  for (const [i, row] of lower.entries()) {
    let value = at(right, i);
    for (let k = 0; k < i; k += 1) value -= at(row, k) * at(forward, k);
    forward.push(value / at(row, i));
  }
  const solution = forward.slice();
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    let value = at(forward, i);
    for (let k = i + 1; k < lower.length; k += 1) value -= at(lower[k] ?? [], i) * at(solution, k);
    solution[i] = value / at(lower[i] ?? [], i);
  }
  return solution;
}
