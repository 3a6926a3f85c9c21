import { systemClock } from '../../modules/kernel';

/**
 * Resolves once `condition` holds, for what only a look can tell: another process, a socket, a file. Rejects after
 * `timeoutMs`, with what `seen` tells.
 */
export async function until(
  condition: () => Promise<boolean> | boolean,
  options: {
    readonly timeoutMs?: number;
    readonly everyMs?: number;
    readonly seen?: () => string;
  } = {},
): Promise<void> {
  const { timeoutMs = 30_000, everyMs = 25, seen } = options;
  const deadline = systemClock.now() + timeoutMs;
  while (!(await condition())) {
    if (systemClock.now() > deadline) {
      const last = seen === undefined ? '' : `; seen: ${seen()}`;
      throw new Error(`the condition did not come about within ${String(timeoutMs)} ms${last}`);
    }
    await systemClock.sleep(everyMs);
  }
}
