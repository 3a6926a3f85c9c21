import type { Objective } from '../../tuning';
import { REDUCTION } from './brackets';

/**
 * What trials measured at the rungs. A trial that reaches a rung is compared at once with those that came there before, so that
 * no trial waits for another (asynchronous successive halving, Li et al., 2020): it goes on if it is among the best third.
 * Trials of all brackets are compared with each other, since they had the same resource.
 */
export class Rungs {
  private readonly sign: 1 | -1;
  /** By resource, turned so that less is better; ascending. */
  private readonly values = new Map<number, number[]>();

  constructor(objective: Objective['type']) {
    this.sign = objective === 'Minimize' ? 1 : -1;
  }

  /** Adds what a trial measured at a rung, and returns whether it goes on. */
  add(rung: number, value: number): boolean {
    const own = Number.isNaN(value) ? Infinity : this.sign * value;
    const values = this.values.get(rung) ?? [];
    const better = countBelow(values, own);
    values.splice(better, 0, own);
    this.values.set(rung, values);
    // With too few to have a best third, the first goes on and the others only if they are better.
    return better < Math.max(1, Math.floor(values.length / REDUCTION));
  }
}

/** Returns how many ascending values are not greater, so that of equals the first keeps its place. */
function countBelow(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
