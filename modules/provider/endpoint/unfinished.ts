/**
 * What an apply left for the next one, as state tells it. As long as there is something, the plan is not empty: what was
 * interrupted, or could not be asked, is neither done nor failed.
 */
export const UNFINISHED = {
  rollout: 'confirm the rollout',
  smoke: 'make the smoke request',
  sweep: 'delete what was replaced',
  restore: (what: string): string => `make ${what} again, which was deleted`,
} as const;
