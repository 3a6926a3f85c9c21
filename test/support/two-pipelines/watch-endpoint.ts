import type { World } from '../fault-table/world';

/** An observer that reads an endpoint continuously. */
export interface Watch {
  /** Ends the observation. Returns what was missing, and the number of reads. */
  end(): Promise<{ readonly violations: readonly string[]; readonly looks: number }>;
}

/**
 * Looks, as fast as the cloud answers, whether the endpoint is there, the same one as before, with the configuration
 * that it names and the models that this names.
 */
export function watchEndpoint(world: World, name: string): Watch {
  const violations: string[] = [];
  let looks = 0;
  const stop = new AbortController();
  let createdAt: number | undefined;
  const look = async (): Promise<void> => {
    const { endpoints, models } = await world.of(name);
    const endpoint = endpoints.find((one) => one.name === name);
    createdAt ??= endpoint?.createdAt;
    if (endpoint === undefined || endpoint.createdAt !== createdAt) {
      violations.push(`the endpoint is ${endpoint === undefined ? 'gone' : 'another one'}`);
      return;
    }
    const served = await world.serves(name);
    const named = served === undefined ? undefined : await world.modelsOf(served);
    const missing = named?.filter((model) => !models.includes(model)) ?? [];
    if (named !== undefined && missing.length === 0) return;
    // The model it served a moment ago may be gone once it serves another.
    if ((await world.serves(name)) !== served) return;
    const still = (await world.of(name)).models;
    if (named === undefined) violations.push(`it serves ${String(served)}, which does not exist`);
    for (const model of missing.filter((one) => !still.includes(one))) {
      violations.push(`it serves ${String(served)} with model ${model}, which does not exist`);
    }
  };
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look();
      looks += 1;
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
