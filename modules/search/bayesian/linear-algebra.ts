/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index; a check in the innermost
   loop would cost a third of a suggestion's time */

/**
 * Dense linear algebra on flat row-major arrays, for symmetric positive definite matrices. One suggestion factors
 * a dozen matrices, which decides how long it takes; contiguous inner loops over flat arrays take a tenth of the
 * time of a general matrix library's inverse.
 */

/** Jitter starts at this share of the mean diagonal and grows tenfold until the matrix factors. */
const FIRST_JITTER = 1e-10;
const LAST_JITTER = 1e-2;

/**
 * Lower Cholesky factor of the `n` × `n` matrix `a` (only its lower triangle is read). Where rounding has made it
 * indefinite, the least power of ten that helps is added to the diagonal. Throws RangeError for a matrix that no
 * small jitter mends, which means it holds NaN or is no covariance. Like its neighbours it writes into `lower` where
 * the caller has room to use again.
 */
export function factor(a: Float64Array, n: number, lower = new Float64Array(n * n)): Float64Array {
  if (tryFactor(a, { n, lower, jitter: 0 })) return lower;
  let diagonal = 0;
  for (let i = 0; i < n; i += 1) diagonal += a[i * n + i]! / n;
  for (let share = FIRST_JITTER; share <= LAST_JITTER; share *= 10) {
    if (tryFactor(a, { n, lower, jitter: share * diagonal })) return lower;
  }
  throw new RangeError('the covariance matrix is not positive definite');
}

interface Attempt {
  readonly n: number;
  readonly lower: Float64Array;
  readonly jitter: number;
}

function tryFactor(a: Float64Array, { n, lower, jitter }: Attempt): boolean {
  for (let i = 0; i < n; i += 1) {
    const row = i * n;
    for (let j = 0; j < i; j += 1) {
      lower[row + j] = (a[row + j]! - dot(lower, lower, row, j * n, j)) / lower[j * n + j]!;
    }
    const pivot = a[row + i]! + jitter - dot(lower, lower, row, row, i);
    if (!(pivot > 0)) return false;
    lower[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** The transpose of the inverse of a lower triangular matrix: row `j` holds column `j` of the inverse. */
export function invertLower(lower: Float64Array, n: number, inverse = new Float64Array(n * n)): Float64Array {
  for (let j = 0; j < n; j += 1) {
    const row = j * n;
    inverse[row + j] = 1 / lower[row + j]!;
    for (let i = j + 1; i < n; i += 1) {
      inverse[row + i] = -dot(lower, inverse, i * n + j, row + j, i - j) / lower[i * n + i]!;
    }
  }
  return inverse;
}

/** The lower triangle of the inverse of a matrix from {@link invertLower} of its factor. */
export function inverseFrom(
  invertedLower: Float64Array,
  n: number,
  inverse = new Float64Array(n * n),
): Float64Array {
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      inverse[i * n + j] = dot(invertedLower, invertedLower, i * n + i, j * n + i, n - i);
    }
  }
  return inverse;
}

/** Solves `L z = b` into `z`, which may be `b`. */
export function solveLower(lower: Float64Array, b: Float64Array, z: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i += 1) z[i] = (b[i]! - dot(lower, z, i * n, 0, i)) / lower[i * n + i]!;
  return z;
}

/** Solves `Lᵀ z = b` into `z`, which may be `b`; row by row, as the factor lies in memory. */
export function solveUpper(lower: Float64Array, b: Float64Array, z: Float64Array): Float64Array {
  const n = b.length;
  if (z !== b) z.set(b);
  for (let i = n - 1; i >= 0; i -= 1) {
    const row = i * n;
    const solved = z[i]! / lower[row + i]!;
    z[i] = solved;
    for (let j = 0; j < i; j += 1) z[j] = z[j]! - lower[row + j]! * solved;
  }
  return z;
}

/** Sum of `a[i + k] × b[j + k]` over `length` terms. Four sums at once hide the latency of an addition. */
// eslint-disable-next-line max-params -- called a hundred thousand times a suggestion; an options object doubles that
export function dot(a: Float64Array, b: Float64Array, i: number, j: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[i + k]! * b[j + k]!;
    s1 += a[i + k + 1]! * b[j + k + 1]!;
    s2 += a[i + k + 2]! * b[j + k + 2]!;
    s3 += a[i + k + 3]! * b[j + k + 3]!;
  }
  for (; k < length; k += 1) s0 += a[i + k]! * b[j + k]!;
  return s0 + s1 + (s2 + s3);
}
