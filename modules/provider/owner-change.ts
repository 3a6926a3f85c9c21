import type { Tags } from '../aws';
import { errorAt } from '../kernel';
import type { Diagnostic } from '../kernel';
import type { Configured } from './configured';

/** An owner that the provider had when something was last applied, and the one it has now. */
export interface OwnerChange {
  readonly from: string;
  readonly to: string;
}

/** Both owners of something in state, when they differ: the tags in state name the earlier one. Known at plan. */
export function ownerChange(
  prior: { readonly tags_all: Tags } | null,
  configured: Configured | undefined,
): OwnerChange | undefined {
  const from = prior?.tags_all['tuneform:owner'];
  if (from === undefined || configured === undefined || from === configured.owner) return undefined;
  return { from, to: configured.owner };
}

/**
 * Refuses, at plan, what applying would refuse anyway: an endpoint of the earlier owner is not changed by the new one. An
 * apply that found out by itself would have paid for the searches by then.
 */
export function refuseOwnerChange(endpointName: string, change: OwnerChange | undefined): Diagnostic[] {
  if (change === undefined) return [];
  const { from, to } = change;
  return [
    errorAt(
      [],
      'Endpoint Has Another Owner',
      `Endpoint "${endpointName}" was made by owner "${from}", and the provider's owner is now "${to}". Nothing of another ` +
        `owner is changed, so nothing was planned. Set owner = "${from}" to go on as before. To hand the endpoint over, set ` +
        `its tag tuneform:owner to "${to}" and refresh, or destroy it with owner "${from}" first.`,
    ),
  ];
}
