/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index; a check in the innermost
   loop would cost a third of a suggestion's time */

/** Jitter starts at this share of the mean diagonal and grows tenfold until the matrix factors. */
const FIRST_JITTER = 1e-10;
const LAST_JITTER = 1e-2;

/**
 * Lower Cholesky factor of the `n` × `n` matrix `a` (only its lower triangle is read). Where rounding has made it
 * indefinite, the least power of ten that helps is added to the diagonal. Throws RangeError for a matrix that no
 * small jitter mends, which means it holds NaN or is no covariance. It writes into `lower` where the caller has room to use
 * again; what is above the diagonal there stays as it is.
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

/**
 * The factor of a matrix whose first `known` rows and columns are factored already: only the other rows of `a` are read, and
 * only they cost time. `undefined` where rounding has made the matrix indefinite.
 */
export function extendFactor(
  a: Float64Array,
  n: number,
  known: { readonly lower: Float64Array; readonly n: number },
): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < known.n; i += 1) {
    lower.set(known.lower.subarray(i * known.n, i * known.n + i + 1), i * n);
  }
  for (let row = known.n; row < n; row += 1) {
    if (!finishRow(a, { row, from: 0 }, { n, lower, jitter: 0 })) return undefined;
  }
  return lower;
}

interface Attempt {
  readonly n: number;
  readonly lower: Float64Array;
  readonly jitter: number;
}

/**
 * Four rows at a time. Their entries left of the diagonal block are found two columns at a time, so that a number once loaded
 * serves several products: more than twice as fast as row by row (Golub and Van Loan, Matrix Computations, 2013, section
 * 4.2, on blocks).
 */
function tryFactor(a: Float64Array, attempt: Attempt): boolean {
  const { n } = attempt;
  const blocked = n - (n % 4);
  for (let i = 0; i < blocked; i += 4) {
    leftOfBlock(a, i, attempt);
    for (let row = i; row < i + 4; row += 1) if (!finishRow(a, { row, from: i }, attempt)) return false;
  }
  for (let row = blocked; row < n; row += 1) {
    if (!finishRow(a, { row, from: 0 }, attempt)) return false;
  }
  return true;
}

/** Columns before `i`, an even number, of the rows `i` to `i + 3`. */
function leftOfBlock(a: Float64Array, i: number, { n, lower }: Attempt): void {
  const r0 = i * n;
  const r1 = r0 + n;
  const r2 = r1 + n;
  const r3 = r2 + n;
  for (let j = 0; j < i; j += 2) {
    const c0 = j * n;
    const c1 = c0 + n;
    let s00 = a[r0 + j]!;
    let s01 = a[r0 + j + 1]!;
    let s10 = a[r1 + j]!;
    let s11 = a[r1 + j + 1]!;
    let s20 = a[r2 + j]!;
    let s21 = a[r2 + j + 1]!;
    let s30 = a[r3 + j]!;
    let s31 = a[r3 + j + 1]!;
    for (let k = 0; k < j; k += 1) {
      const y0 = lower[c0 + k]!;
      const y1 = lower[c1 + k]!;
      const x0 = lower[r0 + k]!;
      s00 -= x0 * y0;
      s01 -= x0 * y1;
      const x1 = lower[r1 + k]!;
      s10 -= x1 * y0;
      s11 -= x1 * y1;
      const x2 = lower[r2 + k]!;
      s20 -= x2 * y0;
      s21 -= x2 * y1;
      const x3 = lower[r3 + k]!;
      s30 -= x3 * y0;
      s31 -= x3 * y1;
    }
    const d0 = lower[c0 + j]!;
    const d1 = lower[c1 + j + 1]!;
    const between = lower[c1 + j]!;
    s00 /= d0;
    s10 /= d0;
    s20 /= d0;
    s30 /= d0;
    lower[r0 + j] = s00;
    lower[r1 + j] = s10;
    lower[r2 + j] = s20;
    lower[r3 + j] = s30;
    lower[r0 + j + 1] = (s01 - s00 * between) / d1;
    lower[r1 + j + 1] = (s11 - s10 * between) / d1;
    lower[r2 + j + 1] = (s21 - s20 * between) / d1;
    lower[r3 + j + 1] = (s31 - s30 * between) / d1;
  }
}

/** Columns from `from` to the diagonal of one row; false when the diagonal would not be positive. */
function finishRow(
  a: Float64Array,
  { row, from }: { readonly row: number; readonly from: number },
  { n, lower, jitter }: Attempt,
): boolean {
  const start = row * n;
  for (let j = from; j < row; j += 1) {
    lower[start + j] = (a[start + j]! - product(lower, start, j * n, j)) / lower[j * n + j]!;
  }
  const pivot = a[start + row]! + jitter - product(lower, start, start, row);
  if (!(pivot > 0)) return false;
  lower[start + row] = Math.sqrt(pivot);
  return true;
}

/** Sum of the products of two rows' first `length` entries. */
function product(lower: Float64Array, i: number, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += lower[i + k]! * lower[j + k]!;
  return sum;
}
