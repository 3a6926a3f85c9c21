/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */

/** Writes the gradient at `x` into `gradient` and returns the value. May return Infinity where it is undefined. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
}

export interface MinimizeOptions {
  readonly box: Box;
  readonly maxEvaluations: number;
}

const ARMIJO = 1e-4;
const SMALL_STEP = 1e-9;
/** First step before anything is known about curvature, as a share of the box. */
const FIRST_STEP = 0.1;

/**
 * Minimises a smooth function in a box from `start`, by BFGS on the coordinates that are not held at a bound.
 * Never returns anything worse than the start.
 */
export function minimizeInBox(
  evaluate: Differentiable,
  start: Float64Array,
  { box, maxEvaluations }: MinimizeOptions,
): Minimum {
  const n = start.length;
  let x = clip(Float64Array.from(start), box);
  let gradient = new Float64Array(n);
  let value = evaluate(x, gradient);
  let evaluations = 1;
  let inverseHessian: Float64Array | undefined;

  while (evaluations < maxEvaluations) {
    const free = freeCoordinates(x, gradient, box);
    let direction = descend(inverseHessian, gradient, free);
    let slope = along(gradient, direction);
    if (!(slope < 0)) {
      inverseHessian = undefined;
      direction = descend(undefined, gradient, free);
      slope = along(gradient, direction);
    }
    if (!(slope < 0)) break;

    let step = inverseHessian === undefined ? firstStep(direction, box) : 1;
    let accepted: { x: Float64Array; gradient: Float64Array<ArrayBuffer>; value: number } | undefined;
    while (evaluations < maxEvaluations) {
      const next = clip(moved(x, direction, step), box);
      const nextGradient = new Float64Array(n);
      const nextValue = evaluate(next, nextGradient);
      evaluations += 1;
      if (nextValue <= value + ARMIJO * alongDifference(gradient, next, x)) {
        accepted = { x: next, gradient: nextGradient, value: nextValue };
        break;
      }
      step *= Number.isFinite(nextValue) ? quadraticStep(slope * step, nextValue - value) : 0.1;
      if (step < SMALL_STEP) break;
    }
    if (accepted === undefined) break;
    const progress = value - accepted.value;
    inverseHessian = updated(inverseHessian, { x, gradient, next: accepted });
    ({ x, gradient, value } = accepted);
    if (progress <= 1e-12 * Math.max(1, Math.abs(value))) break;
  }
  return { x, value };
}

/** The minimiser of the parabola through the two values and the slope, as a share of the step, kept in [0.1, 0.5]. */
function quadraticStep(slope: number, rise: number): number {
  const share = -slope / (2 * (rise - slope));
  return Math.min(0.5, Math.max(0.1, share));
}

function freeCoordinates(x: Float64Array, gradient: Float64Array, { lower, upper }: Box): Uint8Array {
  const free = new Uint8Array(x.length);
  for (let i = 0; i < x.length; i += 1) {
    const heldLow = x[i]! <= lower[i]! && gradient[i]! > 0;
    const heldHigh = x[i]! >= upper[i]! && gradient[i]! < 0;
    free[i] = heldLow || heldHigh ? 0 : 1;
  }
  return free;
}

function descend(
  inverseHessian: Float64Array | undefined,
  gradient: Float64Array,
  free: Uint8Array,
): Float64Array {
  const n = gradient.length;
  const direction = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    if (free[i] === 0) continue;
    if (inverseHessian === undefined) direction[i] = -gradient[i]!;
    else {
      let sum = 0;
      for (let j = 0; j < n; j += 1) if (free[j] === 1) sum -= inverseHessian[i * n + j]! * gradient[j]!;
      direction[i] = sum;
    }
  }
  return direction;
}

/** Scales the first step so that the coordinate that moves most crosses a tenth of its box. */
function firstStep(direction: Float64Array, { lower, upper }: Box): number {
  let largest = 0;
  for (let i = 0; i < direction.length; i += 1) {
    largest = Math.max(largest, Math.abs(direction[i]!) / Math.max(1e-300, upper[i]! - lower[i]!));
  }
  return largest === 0 ? 1 : FIRST_STEP / largest;
}

interface Step {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly next: { readonly x: Float64Array; readonly gradient: Float64Array };
}

/** The BFGS update; the first one also scales the identity to the curvature just seen. */
function updated(
  inverseHessian: Float64Array | undefined,
  { x, gradient, next }: Step,
): Float64Array | undefined {
  const n = x.length;
  const s = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    s[i] = next.x[i]! - x[i]!;
    y[i] = next.gradient[i]! - gradient[i]!;
  }
  const sy = along(s, y);
  const yy = along(y, y);
  // Without positive curvature the update would lose positive definiteness: keep what is known.
  if (!(sy > 1e-10 * Math.sqrt(along(s, s) * yy))) return inverseHessian;
  const h = inverseHessian ?? scaledIdentity(n, sy / yy);
  const hy = new Float64Array(n);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) hy[i] = hy[i]! + h[i * n + j]! * y[j]!;
  const factor = (1 + along(y, hy) / sy) / sy;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      h[i * n + j] = h[i * n + j]! + factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy;
    }
  }
  return h;
}

function scaledIdentity(n: number, scale: number): Float64Array {
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) h[i * n + i] = scale;
  return h;
}

function clip(x: Float64Array, { lower, upper }: Box): Float64Array {
  for (let i = 0; i < x.length; i += 1) {
    const at = x[i]!;
    x[i] = at < lower[i]! ? lower[i]! : at > upper[i]! ? upper[i]! : at;
  }
  return x;
}

function moved(x: Float64Array, direction: Float64Array, step: number): Float64Array {
  return x.map((value, i) => value + step * direction[i]!);
}

function along(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function alongDifference(gradient: Float64Array, next: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += gradient[i]! * (next[i]! - x[i]!);
  return sum;
}
