/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index; a check in the innermost
   loop would cost a third of a suggestion's time */

/**
 * Systems of equations with a lower triangular factor, flat and row by row. Four rows at a time: a number of the
 * solution once loaded serves four products.
 */

/** Solves `L z = b` into `z`, which may be `b`. */
export function solveLower(lower: Float64Array, b: Float64Array, z: Float64Array): Float64Array {
  const n = b.length;
  const blocked = n - (n % 4);
  for (let i = 0; i < blocked; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    let s0 = b[i]!;
    let s1 = b[i + 1]!;
    let s2 = b[i + 2]!;
    let s3 = b[i + 3]!;
    for (let k = 0; k < i; k += 1) {
      const x = z[k]!;
      s0 -= lower[r0 + k]! * x;
      s1 -= lower[r1 + k]! * x;
      s2 -= lower[r2 + k]! * x;
      s3 -= lower[r3 + k]! * x;
    }
    s0 /= lower[r0 + i]!;
    s1 = (s1 - lower[r1 + i]! * s0) / lower[r1 + i + 1]!;
    s2 = (s2 - lower[r2 + i]! * s0 - lower[r2 + i + 1]! * s1) / lower[r2 + i + 2]!;
    s3 = (s3 - lower[r3 + i]! * s0 - lower[r3 + i + 1]! * s1 - lower[r3 + i + 2]! * s2) / lower[r3 + i + 3]!;
    z[i] = s0;
    z[i + 1] = s1;
    z[i + 2] = s2;
    z[i + 3] = s3;
  }
  for (let i = blocked; i < n; i += 1) {
    const row = i * n;
    let sum = b[i]!;
    for (let k = 0; k < i; k += 1) sum -= lower[row + k]! * z[k]!;
    z[i] = sum / lower[row + i]!;
  }
  return z;
}

/** Solves `Lᵀ z = b` into `z`, which may be `b`; by rows, as the factor lies in memory. */
export function solveUpper(lower: Float64Array, b: Float64Array, z: Float64Array): Float64Array {
  const n = b.length;
  if (z !== b) z.set(b);
  const blocked = n - (n % 4);
  for (let i = n - 1; i >= blocked; i -= 1) {
    const row = i * n;
    const solved = z[i]! / lower[row + i]!;
    z[i] = solved;
    for (let j = 0; j < i; j += 1) z[j] = z[j]! - lower[row + j]! * solved;
  }
  for (let i = blocked - 4; i >= 0; i -= 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    const s3 = z[i + 3]! / lower[r3 + i + 3]!;
    const s2 = (z[i + 2]! - lower[r3 + i + 2]! * s3) / lower[r2 + i + 2]!;
    const s1 = (z[i + 1]! - lower[r3 + i + 1]! * s3 - lower[r2 + i + 1]! * s2) / lower[r1 + i + 1]!;
    const s0 = (z[i]! - lower[r3 + i]! * s3 - lower[r2 + i]! * s2 - lower[r1 + i]! * s1) / lower[r0 + i]!;
    z[i] = s0;
    z[i + 1] = s1;
    z[i + 2] = s2;
    z[i + 3] = s3;
    for (let j = 0; j < i; j += 1) {
      z[j] =
        z[j]! - (lower[r0 + j]! * s0 + lower[r1 + j]! * s1) - (lower[r2 + j]! * s2 + lower[r3 + j]! * s3);
    }
  }
  return z;
}
