import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { SmokeResult } from './smoke-test';
import type { EndpointState } from './types';

/** What a smoke request leaves in state, and what the practitioner is told. */
export interface SmokeOutcome {
  readonly attributes: Pick<EndpointState, 'failure_reason' | 'smoke_response'>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a smoke request's result. An endpoint that was not asked to the end keeps a failure reason too: that is what makes
 * the next plan ask again.
 *
 * @param replaced the configuration that was served before; null when this rollout replaced none.
 */
export function smokeOutcome(name: string, smoke: SmokeResult, replaced: string | null): SmokeOutcome {
  const { failure, response } = smoke;
  const reason = failure === null ? null : `the smoke request failed: ${failure}`;
  return {
    attributes: { failure_reason: reason, smoke_response: response },
    diagnostics:
      reason === null ? [] : [smoke.interrupted === true ? notMade(name) : failed(name, reason, replaced)],
  };
}

function notMade(name: string): Diagnostic {
  return warningAt(
    ['smoke_request'],
    'Smoke Request Not Made',
    `Endpoint "${name}" serves, but Terraform was interrupted before the smoke request was answered. The next apply ` +
      'makes it. [SMOKE_REQUEST_OPEN]',
  );
}

function failed(name: string, reason: string, replaced: string | null): Diagnostic {
  const before =
    replaced === null ? '' : ` The previous configuration "${replaced}" was kept for going back.`;
  return errorAt(
    ['smoke_request'],
    'Smoke Request Failed',
    `Endpoint "${name}" serves, but ${reason}.${before} Check the request, the expected pattern and the container’s ` +
      'logs. [SMOKE_REQUEST_FAILED]',
  );
}
