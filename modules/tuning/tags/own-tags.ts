/** The prefix of tag keys that Tuneform writes for itself. No other file contains it. */
export const TAG_PREFIX = 'tuneform:';

/**
 * The keys that each kind of object carries. Tuning jobs beside the first of a search also carry `shard`; those that were not
 * requested as configured, `adjusted`; those whose data is known, `data`. Each carries `object`, which no attribute shows.
 */
export const MARKS_OF = {
  experiment: ['owner', 'experiment', 'fingerprint', 'generation', 'run'],
  endpoint: ['owner', 'endpoint'],
  training_job: ['owner', 'training_job', 'fingerprint', 'run'],
} as const;

/**
 * How many tags of its own Tuneform may set on an object. Every search leaves room for `shard`, `adjusted` and `data`, which
 * only some tuning jobs carry, so that the limit does not depend on how a search is launched. One more is for `object`.
 */
export const MOST_MARKS = {
  experiment: MARKS_OF.experiment.length + 4,
  endpoint: MARKS_OF.endpoint.length + 1,
  training_job: MARKS_OF.training_job.length + 1,
} as const;

/** Maximum number of tags of an object, including Tuneform's own. */
export const MAX_TAGS = 50;
