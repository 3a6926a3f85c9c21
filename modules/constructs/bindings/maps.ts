// Written by `npm run bindings` from the provider’s schemas; change those instead.

/** Attributes whose keys the user chooses. */
export const MAPS: readonly string[] = [
  'buildArgs',
  'channels',
  'environment',
  'hyperParameters',
  'staticHyperParameters',
  'tags',
];
