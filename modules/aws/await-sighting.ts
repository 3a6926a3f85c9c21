import type { AwsSession } from './client-factory';

/** How long an object whose creation was asked for may stay invisible before it counts as never made, milliseconds. */
export const SIGHTING_MS = { aws: 30_000, local: 1_000 } as const;

const PAUSE_MS = { aws: 2_000, local: 200 } as const;

/**
 * Looks until an object is there whose creation was asked for and never answered, or until it would have shown. Whoever
 * wants it gone calls this first: a look that comes too soon sees nothing, and what it missed would run on unknown.
 *
 * @param look the object, or undefined while there is none.
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
