import type { Drift, Observation } from './observation';

/** Whether the object should exist. */
export type Intent = 'present' | 'gone';

/** The one thing to do next. */
export type Decision<Status> =
  | { readonly action: 'create' }
  | { readonly action: 'update'; readonly observed: Status; readonly drift: readonly Drift[] }
  | { readonly action: 'delete' }
  | { readonly action: 'wait'; readonly afterMs: number }
  | { readonly action: 'settle'; readonly status: Status | undefined }
  | { readonly action: 'fail'; readonly status: Status; readonly reason: string };

/**
 * The whole policy of the engine, as a pure function of what is wanted and what is there.
 *
 * Waiting for something that is being removed comes before wanting it: AWS ignores a delete or refuses a create
 * while another removal is under way. A failed object is reported when it is wanted and removed when it is not.
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
      return { action: 'delete' };
  }
}
