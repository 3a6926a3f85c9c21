import type { TuningJobStatus } from './trial';

/**
 * What is known about one of the tuning jobs of a search. `Unconfirmed`: requested, not refused and not observed yet. `Pending`:
 * not launched yet. `Missing`: launched, and its record no longer exists.
 */
export type SearchMemberStatus = TuningJobStatus | 'Unconfirmed' | 'Pending' | 'Missing';

/** What must be done comes before what runs, and what runs before what has ended; the worse end comes first. */
const FIRST_TO_TELL: readonly SearchMemberStatus[] = [
  'Unconfirmed',
  'Pending',
  'InProgress',
  'Stopping',
  'Deleting',
  'Missing',
  'Failed',
  'DeleteFailed',
  'Stopped',
  'Completed',
];

/**
 * Returns the status of a search from the statuses of its tuning jobs: it ends with the last of them, and only if all completed
 * has it completed. Returns `Missing` for no job.
 */
export function searchStatus(statuses: readonly SearchMemberStatus[]): SearchMemberStatus {
  return FIRST_TO_TELL.find((status) => statuses.includes(status)) ?? 'Missing';
}
