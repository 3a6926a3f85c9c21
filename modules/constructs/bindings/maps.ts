// Written by `npm run bindings` from the provider’s schemas; change those instead.

/** Attributes whose keys are the user's own words. */
export const MAPS: readonly string[] = ['buildArgs', 'environment', 'staticHyperParameters', 'tags'];
