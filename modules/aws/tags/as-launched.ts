import { TAG_KEYS } from './ownership';
import type { Tags } from './sync-tags';

/** What only the launch of a tuning job knows: what was requested otherwise than configured, and which data there was. */
export const LAUNCH_TAGS: readonly string[] = [TAG_KEYS.adjusted, TAG_KEYS.data];

/**
 * Returns the tags that an existing tuning job should have. Another apply may have launched it, so the tags that tell of the launch
 * are kept as they are.
 */
export function asLaunched(desired: Tags, observed: Tags): Tags {
  const ofLaunch = ([key]: readonly [string, string]): boolean => LAUNCH_TAGS.includes(key);
  return Object.fromEntries([
    ...Object.entries(desired).filter((tag) => !ofLaunch(tag)),
    ...Object.entries(observed).filter(ofLaunch),
  ]);
}
