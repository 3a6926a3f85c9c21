/** A value with its derivatives by the mean and by the standard deviation. */
export interface LogImprovement {
  readonly value: number;
  readonly byMean: number;
  readonly byDeviation: number;
}

// Named once: looking a global up in an inner loop costs more than the arithmetic where code runs sandboxed.
const { abs } = Math;
const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
/** Below this the continued fraction for Mills' ratio is the more exact formula. */
const TAIL = -2.5;
const FRACTION_TERMS = 60;

/**
 * Logarithm of how much a normal variable is expected to fall below `best`. Logarithm, because the improvement
 * itself underflows exactly where the last digits of an optimum are found (Ament et al., 2023).
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): LogImprovement {
  const z = (best - mean) / deviation;
  const { logH, cdfOverH, pdfOverH } = normalParts(z);
  return {
    value: Math.log(deviation) + logH,
    byMean: -cdfOverH / deviation,
    byDeviation: pdfOverH / deviation,
  };
}

/** For h(z) = φ(z) + z Φ(z): its logarithm, Φ/h and φ/h, without cancellation in either tail. */
function normalParts(z: number): { logH: number; cdfOverH: number; pdfOverH: number } {
  const logPdf = -0.5 * z * z - LOG_SQRT_2PI;
  if (z < TAIL) {
    // Mills' ratio Φ(z)/φ(z) = 1/(t + K) with t = -z and K = 1/(t + 2/(t + 3/(t + …))); then h/φ = K/(t + K).
    const t = -z;
    let k = 0;
    for (let term = FRACTION_TERMS; term >= 1; term -= 1) k = term / (t + k);
    const hOverPdf = k / (t + k);
    return { logH: logPdf + Math.log(hOverPdf), cdfOverH: 1 / (t + k) / hOverPdf, pdfOverH: 1 / hOverPdf };
  }
  const pdf = Math.exp(logPdf);
  const cdf = z > 8 ? 1 : 0.5 + pdf * oddSeries(z);
  const h = pdf + z * cdf;
  return { logH: Math.log(h), cdfOverH: cdf / h, pdfOverH: pdf / h };
}

/** z + z³/3 + z⁵/(3·5) + …, which times φ(z) is Φ(z) − ½. */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; abs(term) > 1e-17 * abs(sum) && odd < 400; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}
