/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index; a check in the innermost
   loop would cost a third of a suggestion's time */

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
    const row = i * n;
    let j = 0;
    // Four sums at a time: a number of row `i` once loaded serves all of them.
    for (; j + 3 <= i; j += 4) {
      const c0 = j * n;
      const c1 = c0 + n;
      const c2 = c1 + n;
      const c3 = c2 + n;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = i; k < n; k += 1) {
        const x = invertedLower[row + k]!;
        s0 += x * invertedLower[c0 + k]!;
        s1 += x * invertedLower[c1 + k]!;
        s2 += x * invertedLower[c2 + k]!;
        s3 += x * invertedLower[c3 + k]!;
      }
      inverse[row + j] = s0;
      inverse[row + j + 1] = s1;
      inverse[row + j + 2] = s2;
      inverse[row + j + 3] = s3;
    }
    for (; j <= i; j += 1) {
      inverse[row + j] = dot(invertedLower, invertedLower, row + i, j * n + i, n - i);
    }
  }
  return inverse;
}

/** Sum of `a[i + k] × b[j + k]` over `length` terms. Four sums at once hide the latency of an addition. */
// eslint-disable-next-line max-params -- called a hundred thousand times a suggestion; an options object doubles that
function dot(a: Float64Array, b: Float64Array, i: number, j: number, length: number): number {
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
