import { startStopwatch, systemClock } from '../../modules/kernel';

/** Runs one step of a long check and says how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const elapsed = startStopwatch(systemClock);
  const result = await work();
  console.log(`${(elapsed() / 1000).toFixed(1).padStart(7)} s  ${name}`);
  return result;
}

/** Fails the check unless something holds. */
export function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
