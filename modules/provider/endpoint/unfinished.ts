/**
 * The values of the attribute `unfinished`: what an apply left for the next one. Until it is null, the plan is not empty,
 * because interrupted work is neither done nor failed.
 */
export const UNFINISHED = {
  rollout: 'confirm the rollout',
  smoke: 'make the smoke request',
  sweep: 'delete what was replaced',
  restore: 'make again what was deleted',
} as const;

/** One of the texts above: state and plan hold no other. */
export type Unfinished = (typeof UNFINISHED)[keyof typeof UNFINISHED];
