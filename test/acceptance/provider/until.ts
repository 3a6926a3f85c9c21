import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `condition` holds; rejects after `timeoutMs`. */
export async function until(condition: () => Promise<boolean> | boolean, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`the condition did not come about within ${String(timeoutMs)} ms`);
    }
    await delay(200);
  }
}
