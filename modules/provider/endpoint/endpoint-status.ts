/**
 * Statuses that SageMaker does not have. `AwaitingChampion`: there is no model to serve yet. `NotCreated`: the service
 * refused the endpoint after its model or configuration was created. `Unconfirmed`: the endpoint was requested, not refused
 * and not observed yet, so it may be starting. `Missing`: the endpoint was deleted outside Terraform.
 */
type OwnStatus = 'AwaitingChampion' | 'NotCreated' | 'Unconfirmed' | 'Missing';

/** Returns true until an apply has observed the endpoint. */
export function isNeverSeen(status: string): boolean {
  return (['AwaitingChampion', 'NotCreated', 'Unconfirmed'] satisfies OwnStatus[] as string[]).includes(
    status,
  );
}
