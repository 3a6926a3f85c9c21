import { z } from 'zod';

const health = z.object({ version: z.string(), pid: z.number(), directory: z.string() });

/** What a local cloud says about itself at `/_tuneform/health`. */
export type Health = z.infer<typeof health>;

/** Asks the server at `url` who it is; undefined when nobody, or somebody else, answers within `timeoutMs`. */
export async function askHealth(url: string, timeoutMs = 1500): Promise<Health | undefined> {
  try {
    const answer = await fetch(new URL('/_tuneform/health', url), { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) return undefined;
    return health.parse(await answer.json());
  } catch {
    return undefined;
  }
}
