/**
 * The values of the attribute `unfinished`: what an apply left for the next one. Until it is null, the plan is not empty,
 * because interrupted work is neither done nor failed.
 */
export const UNFINISHED = {
  rollout: 'confirm the rollout',
  smoke: 'send the smoke request',
  sweep: 'delete replaced objects',
  restore: 'recreate deleted objects',
} as const;

/** One of the texts above: state and plan hold no other. */
export type Unfinished = (typeof UNFINISHED)[keyof typeof UNFINISHED];
