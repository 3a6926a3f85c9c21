import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../fault-table/world';

/** An observer that reads an endpoint continuously. */
export interface Watch {
  /** Ends the observation. Returns what was missing, and the number of reads. */
  end(): Promise<{ readonly violations: readonly string[]; readonly looks: number }>;
}

/** Shorter than any step of a command, and enough for the commands to have the processor. */
const PAUSE_MS = 10;

/**
 * Looks, again and again, whether the endpoint is there, the same one as before, with the configuration that it names and the
 * models that this names.
 */
export function watchEndpoint(world: World, name: string): Watch {
  const violations: string[] = [];
  let looks = 0;
  const stop = new AbortController();
  let createdAt: number | undefined;
  const look = async (): Promise<void> => {
    const endpoint = await world.endpoint(name);
    createdAt ??= endpoint?.createdAt;
    if (endpoint === undefined || endpoint.createdAt !== createdAt) {
      violations.push(`the endpoint is ${endpoint === undefined ? 'gone' : 'another one'}`);
      return;
    }
    const { serves } = endpoint;
    const named = await world.modelsOf(serves);
    const missing = await world.missing(named ?? []);
    if (named !== undefined && missing.length === 0) return;
    // The model it served a moment ago may be gone once it serves another.
    if ((await world.serves(name)) !== serves) return;
    if (named === undefined) violations.push(`it serves ${serves}, which does not exist`);
    for (const model of await world.missing(missing)) {
      violations.push(`it serves ${serves} with model ${model}, which does not exist`);
    }
  };
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look();
      looks += 1;
      await delay(PAUSE_MS);
    }
    // Read once more at the end.
    await look();
  })();
  return {
    end: async () => {
      stop.abort();
      await looking;
      return { violations: [...new Set(violations)], looks };
    },
  };
}
