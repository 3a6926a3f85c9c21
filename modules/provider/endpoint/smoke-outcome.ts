import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { SmokeResult } from './smoke-test';
import type { EndpointState } from './types';
import { UNFINISHED } from './unfinished';

/** What a smoke request leaves in state, and what the practitioner is told. */
export interface SmokeOutcome {
  readonly attributes: Pick<EndpointState, 'failure_reason' | 'smoke_response' | 'unfinished'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the rollout that the smoke request proves has changed. */
export interface Proved {
  readonly name: string;
  /** True when this apply made the endpoint. */
  readonly created: boolean;
  /** The configuration that was served before; null when this rollout replaced none. */
  readonly replaced: string | null;
}

/**
 * Reads a smoke request's result. Only an answer of the model says anything of the model; and even then an endpoint that was
 * just created gets a warning, because after an error Terraform would delete it, and it lives and costs money.
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
    `Endpoint "${name}" serves, but nobody has heard its model answer the smoke request, because ${reason}. The next ` +
      'apply makes the request. [SMOKE_REQUEST_OPEN]',
  );
}

function failed({ name, created, replaced }: Proved, reason: string): Diagnostic {
  const before =
    replaced === null ? '' : ` The previous configuration "${replaced}" was kept for going back.`;
  return (created ? warningAt : errorAt)(
    ['smoke_request'],
    'Smoke Request Failed',
    `Endpoint "${name}" serves, but ${reason}.${before} Check the request, the expected pattern and the container’s ` +
      `logs. The next apply makes the request again. [SMOKE_REQUEST_FAILED]`,
  );
}
