/**
 * The values of the attribute `unfinished`: what an apply left for the next one. Until it is null, the plan is not empty,
 * because interrupted work is neither done nor failed.
 */
export const UNFINISHED = {
  rollout: 'confirm the rollout',
  smoke: 'make the smoke request',
  sweep: 'delete what was replaced',
  restore: (what: string): string => `make ${what} again, which was deleted`,
} as const;
