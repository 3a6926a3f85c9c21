import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { SmokeResult } from './smoke-test';
import type { EndpointState } from './types';
import { UNFINISHED } from './unfinished';

/** The attributes and diagnostics that follow from a smoke request. */
export interface SmokeOutcome {
  readonly attributes: Pick<EndpointState, 'failure_reason' | 'smoke_response' | 'unfinished'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The rollout that the smoke request verifies. */
export interface Proved {
  readonly name: string;
  /** True if this apply created the endpoint. */
  readonly created: boolean;
  /** The previous configuration; null if this rollout replaced none. */
  readonly replaced: string | null;
}

/**
 * Interprets the result of a smoke request. Only a response of the model says anything about the model. A failure right after
 * the creation is a warning, because after an error Terraform would replace an endpoint that is running.
 */
export function smokeOutcome(proved: Proved, smoke: SmokeResult): SmokeOutcome {
  switch (smoke.outcome) {
    case 'passed':
      return {
        attributes: { failure_reason: null, smoke_response: smoke.response, unfinished: null },
        diagnostics: [],
      };
    case 'open':
      return {
        attributes: { failure_reason: null, smoke_response: null, unfinished: UNFINISHED.smoke },
        diagnostics: [notMade(proved.name, smoke.reason)],
      };
    case 'failed': {
      const reason = `the smoke request failed: ${smoke.reason}`;
      return {
        attributes: { failure_reason: reason, smoke_response: smoke.response, unfinished: UNFINISHED.smoke },
        diagnostics: [failed(proved, reason)],
      };
    }
  }
}

function notMade(name: string, reason: string): Diagnostic {
  return warningAt(
    ['smoke_request'],
    'Smoke Request Not Made',
    `Endpoint "${name}" is in service, but its model has not answered the smoke request, because ${reason}. The next ` +
      'apply sends the request. [SMOKE_REQUEST_OPEN]',
  );
}

function failed({ name, created, replaced }: Proved, reason: string): Diagnostic {
  const before =
    replaced === null
      ? ''
      : ` The previous configuration "${replaced}" still exists, so that you can roll back.`;
  return (created ? warningAt : errorAt)(
    ['smoke_request'],
    'Smoke Request Failed',
    `Endpoint "${name}" is in service, but ${reason}.${before} Check the request, the expected pattern and the container’s ` +
      `logs. The next apply sends the request again. [SMOKE_REQUEST_FAILED]`,
  );
}
