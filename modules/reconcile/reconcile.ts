import type { ExternalClient } from './external-client';
import { decide } from './decide';
import type { Decision, Intent } from './decide';
import type { Drift, Observation } from './observation';

/** What one step, or a whole convergence, should bring about. */
export interface ReconcileRequest<Spec> {
  readonly intent: Intent;
  readonly spec: Spec;
}

/** How one step ended. `status` is the last one observed; `undefined` when nothing was there. */
export type ReconcileResult<Status> =
  | { readonly outcome: 'settled'; readonly status: Status | undefined }
  | {
      readonly outcome: 'requeue';
      readonly status: Status | undefined;
      /** What this step did: asked for a change, or nothing because one is already under way. */
      readonly action: 'create' | 'update' | 'delete' | 'wait';
      readonly afterMs: number;
      readonly because: string;
    }
  | { readonly outcome: 'failed'; readonly status: Status; readonly reason: string };

/** How soon to look again after asking for a change, milliseconds. */
const LOOK_AGAIN_MS = 250;

/**
 * One step: observes once, decides, acts at most once. Knows no time and never waits.
 *
 * Whatever the client throws passes through unchanged, so that the caller can tell an error of the call from a
 * state of the object.
 */
export async function reconcile<Spec, Status>(
  client: ExternalClient<Spec, Status>,
  request: ReconcileRequest<Spec>,
  signal: AbortSignal,
): Promise<ReconcileResult<Status>> {
  const seen = await client.observe(request.spec, signal);
  const decision = decide(request.intent, seen);
  switch (decision.action) {
    case 'settle':
      return { outcome: 'settled', status: decision.status };
    case 'fail':
      return { outcome: 'failed', status: decision.status, reason: decision.reason };
    case 'wait':
      break;
    case 'create':
      await client.create(request.spec, signal);
      break;
    case 'update':
      await client.update(request.spec, decision.observed, signal);
      break;
    case 'delete':
      await client.delete(request.spec, signal);
      break;
  }
  return {
    outcome: 'requeue',
    status: statusOf(seen),
    action: decision.action,
    afterMs: decision.action === 'wait' ? decision.afterMs : LOOK_AGAIN_MS,
    because: reasonToLookAgain(decision, seen),
  };
}

function statusOf<Status>(seen: Observation<Status>): Status | undefined {
  return seen.kind === 'absent' ? undefined : seen.status;
}

function reasonToLookAgain<Status>(decision: Decision<Status>, seen: Observation<Status>): string {
  if (decision.action === 'update') return `it drifted: ${decision.drift.map(describeDrift).join('; ')}`;
  if (decision.action === 'create') return 'it was absent and has been asked for';
  if (decision.action === 'delete') return 'its removal has been asked for';
  return seen.kind === 'terminating' ? 'it is being removed' : 'it is on its way';
}

function describeDrift(drift: Drift): string {
  return `${drift.attribute} is ${drift.observed}, not ${drift.desired}`;
}
