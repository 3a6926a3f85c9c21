import type { Drift, Observation } from './observation';

/** Whether the object should exist. */
export type Intent = 'present' | 'gone';

/** The next action. */
export type Decision<Status> =
  | { readonly action: 'create' }
  | { readonly action: 'update'; readonly observed: Status; readonly drift: readonly Drift[] }
  | { readonly action: 'delete'; readonly observed: Status }
  | { readonly action: 'wait'; readonly afterMs: number }
  | { readonly action: 'settle'; readonly status: Status | undefined }
  | { readonly action: 'fail'; readonly status: Status; readonly reason: string };

/**
 * Returns the next action, from the desired and the observed state alone. This is the engine's whole policy. It waits
 * for a removal in progress before it creates: AWS ignores a delete or refuses a create during another removal. It
 * reports a failed object that is desired and removes one that is not.
 */
export function decide<Status>(intent: Intent, seen: Observation<Status>): Decision<Status> {
  return intent === 'present' ? towardsPresent(seen) : towardsGone(seen);
}

function towardsPresent<Status>(seen: Observation<Status>): Decision<Status> {
  switch (seen.kind) {
    case 'absent':
      return { action: 'create' };
    case 'progressing':
    case 'terminating':
      return { action: 'wait', afterMs: seen.pollAfterMs };
    case 'steady':
      return seen.drift.length === 0
        ? { action: 'settle', status: seen.status }
        : { action: 'update', observed: seen.status, drift: seen.drift };
    case 'failed':
      return { action: 'fail', status: seen.status, reason: seen.reason };
  }
}

function towardsGone<Status>(seen: Observation<Status>): Decision<Status> {
  switch (seen.kind) {
    case 'absent':
      return { action: 'settle', status: undefined };
    case 'terminating':
      return { action: 'wait', afterMs: seen.pollAfterMs };
    case 'progressing':
    case 'steady':
    case 'failed':
      return { action: 'delete', observed: seen.status };
  }
}
