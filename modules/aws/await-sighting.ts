import type { AwsSession } from './client-factory';

/** How long a requested object may stay invisible before it counts as never created, in milliseconds. */
export const SIGHTING_MS = { aws: 30_000, local: 1_000 } as const;

const PAUSE_MS = { aws: 2_000, local: 200 } as const;

/**
 * Waits until an object exists whose creation was requested without a response, or until it would have become visible. Call
 * this before deleting the object: an earlier observation could miss it, and it would keep running.
 *
 * @param look returns the object, or undefined while it does not exist.
 */
export async function awaitSighting(
  session: AwsSession,
  signal: AbortSignal,
  look: () => Promise<unknown>,
): Promise<void> {
  const { clock, settings } = session;
  const deadlineMs = clock.now() + SIGHTING_MS[settings.target];
  while ((await look()) === undefined && clock.now() < deadlineMs) {
    await clock.sleep(PAUSE_MS[settings.target], signal);
  }
}
