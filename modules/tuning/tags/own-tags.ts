/** The prefix of tag keys that Tuneform writes for itself. No other file contains it. */
export const TAG_PREFIX = 'tuneform:';

/** The keys that each kind of object carries. Tuning jobs beside the first of a search also carry `shard`. */
export const MARKS_OF = {
  experiment: ['owner', 'experiment', 'fingerprint', 'generation', 'run'],
  endpoint: ['owner', 'endpoint'],
} as const;

/**
 * How many tags of its own Tuneform may set on an object. Every search leaves room for `shard`, which only some of its tuning jobs
 * carry, so that the limit does not depend on their number.
 */
export const MOST_MARKS = {
  experiment: MARKS_OF.experiment.length + 1,
  endpoint: MARKS_OF.endpoint.length,
} as const;

/** Maximum number of tags of an object, including Tuneform's own. */
export const MAX_TAGS = 50;
