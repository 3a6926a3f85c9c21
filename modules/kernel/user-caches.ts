import { join } from 'node:path';

/** Returns the folder of the user's caches on this system. */
export function userCaches(surroundings: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}): string {
  const configured = surroundings.env['XDG_CACHE_HOME'] ?? '';
  const usual = surroundings.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  // An empty variable counts as absent, as the XDG rules say.
  return configured === '' ? join(surroundings.home, ...usual) : configured;
}
