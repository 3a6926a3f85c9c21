import type { ExternalClient } from './external-client';
import { decide } from './decide';
import type { Decision, Intent } from './decide';
import type { Drift, Observation } from './observation';

/** The goal of one step, or of a whole convergence. */
export interface ReconcileRequest<Spec> {
  readonly intent: Intent;
  readonly spec: Spec;
}

/** How one step ended. `status` is the last observed one; `undefined` if there was no object. */
export type ReconcileResult<Status> =
  | { readonly outcome: 'settled'; readonly status: Status | undefined }
  | {
      readonly outcome: 'requeue';
      readonly status: Status | undefined;
      /** What this step did: it requested a change, or nothing because one is already in progress. */
      readonly action: 'create' | 'update' | 'delete' | 'wait';
      readonly afterMs: number;
      readonly because: string;
    }
  | { readonly outcome: 'failed'; readonly status: Status; readonly reason: string };

/** Milliseconds until the next observation after a requested change. */
const LOOK_AGAIN_MS = 250;

/**
 * Takes one step: observes once, decides, and acts at most once. It uses no clock and never waits. Errors of the
 * client pass through unchanged, so that the caller can distinguish an error of the call from a state of the object.
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
      await client.delete(request.spec, decision.observed, signal);
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
