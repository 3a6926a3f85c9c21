import type { Clock } from './clock';

/**
 * Starts to measure: the function tells the milliseconds that have passed since. The time of day may be set, forwards and
 * backwards, while something is measured; a difference between two of its readings is no duration.
 */
export function startStopwatch(clock: Clock): () => number {
  const reading = (): number => clock.monotonic?.() ?? clock.now();
  const start = reading();
  return () => Math.max(0, reading() - start);
}
