/**
 * Statuses that SageMaker does not have. `AwaitingChampion`: there is nothing to serve yet. `NotCreated`: the service
 * refused the endpoint after its model or configuration was made. `Unconfirmed`: it was asked for, not refused and not seen
 * yet, so it may be coming up. `Missing`: it was there, and somebody deleted it.
 */
type OwnStatus = 'AwaitingChampion' | 'NotCreated' | 'Unconfirmed' | 'Missing';

/** True as long as no apply has seen the endpoint. */
export function isNeverSeen(status: string): boolean {
  return (['AwaitingChampion', 'NotCreated', 'Unconfirmed'] satisfies OwnStatus[] as string[]).includes(
    status,
  );
}
