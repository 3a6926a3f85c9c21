import type { Clock } from './clock';

/**
 * Starts a measurement. Returns a function that returns the milliseconds since. Uses the monotonic clock, because the time of
 * day may be set forwards or backwards during the measurement.
 */
export function startStopwatch(clock: Clock): () => number {
  const reading = (): number => clock.monotonic?.() ?? clock.now();
  const start = reading();
  return () => Math.max(0, reading() - start);
}
