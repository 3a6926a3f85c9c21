/** Who made a tuning job and from what; written as tags when it is created, read before it is adopted. */
export interface Ownership {
  readonly owner: string;
  readonly experiment: string;
  readonly fingerprint: string;
  readonly generation: number;
  readonly run: number;
}

/** The prefix of tag keys that Tuneform writes for itself. */
export const TAG_PREFIX = 'tuneform:';

/** The tags that mark an object of an experiment. Every training job of a tuning job inherits them. */
export function ownershipTags(ownership: Ownership): Readonly<Record<string, string>> {
  return {
    'tuneform:owner': ownership.owner,
    'tuneform:experiment': ownership.experiment,
    'tuneform:fingerprint': ownership.fingerprint,
    'tuneform:generation': String(ownership.generation),
    'tuneform:run': String(ownership.run),
  };
}

/** What the tags say, or `undefined` when they are not (or no longer completely) ours. */
export function ownershipFromTags(tags: Readonly<Record<string, string>>): Ownership | undefined {
  const owner = tags['tuneform:owner'];
  const experiment = tags['tuneform:experiment'];
  const fingerprint = tags['tuneform:fingerprint'];
  if (owner === undefined || experiment === undefined || fingerprint === undefined) return undefined;
  return {
    owner,
    experiment,
    fingerprint,
    generation: positive(tags['tuneform:generation']),
    run: positive(tags['tuneform:run']),
  };
}

/** The tags a practitioner or their organisation set: all but ours and AWS's own. */
export function foreignTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith(TAG_PREFIX) && !key.startsWith('aws:')),
  );
}

function positive(text: string | undefined): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : 1;
}
