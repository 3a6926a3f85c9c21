import { invokeEndpoint, isAwsError } from '../../aws';
import { messageOf } from '../../kernel';
import type { Configured } from '../configured';
import type { EndpointState } from './types';

/** How a smoke request ended. `failure` reads after "the smoke request failed:". */
export interface SmokeResult {
  readonly response: string | null;
  readonly failure: string | null;
  /** The failure says nothing about the model: Terraform stopped before it answered. */
  readonly interrupted?: true;
}

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const MAX_RESPONSE_LENGTH = 4_096;

/** Sends the smoke request, if there is one, and judges the answer. A server that just came up gets three chances. */
export async function smokeTest(
  { session }: Configured,
  state: Pick<EndpointState, 'name' | 'smoke_request'>,
  signal: AbortSignal,
): Promise<SmokeResult> {
  const request = state.smoke_request;
  if (request === null) return { response: null, failure: null };
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await invokeEndpoint(
        session,
        {
          endpointName: state.name,
          contentType: request.content_type,
          body: request.body,
          ...(request.accept !== null && { accept: request.accept }),
        },
        signal,
      );
      const response = answer.slice(0, MAX_RESPONSE_LENGTH);
      return { response, failure: judge(answer, request.expect_pattern) };
    } catch (error) {
      if (signal.aborted) return INTERRUPTED;
      const final =
        attempt === ATTEMPTS || isAwsError(error, 'access denied', 'credentials expired', 'interrupted');
      if (final) return { response: null, failure: messageOf(error) };
      await session.clock.sleep(PAUSE_MS, signal).catch(() => undefined);
    }
  }
}

const INTERRUPTED: SmokeResult = {
  response: null,
  failure: 'Terraform was interrupted before the model answered',
  interrupted: true,
};

function judge(answer: string, pattern: string | null): string | null {
  if (pattern === null || new RegExp(pattern).test(answer)) return null;
  return `the answer does not match /${pattern}/: "${answer.slice(0, 200)}"`;
}
