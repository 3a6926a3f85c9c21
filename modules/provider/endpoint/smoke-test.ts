import { invokeEndpoint, isAwsError } from '../../aws';
import { messageOf } from '../../kernel';
import type { ProviderData } from '../provider-data';
import type { EndpointState } from './types';

/** The result of a smoke request. */
export type SmokeResult =
  /** The model answered as expected, or no smoke request is configured. */
  | { readonly outcome: 'passed'; readonly response: string | null }
  /** The model's response was not as expected. `reason` continues "the smoke request failed: …". */
  | { readonly outcome: 'failed'; readonly response: string | null; readonly reason: string }
  /** The request failed, so the model's response is unknown. `reason` continues "because …". */
  | { readonly outcome: 'open'; readonly response: null; readonly reason: string };

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const MAX_RESPONSE_LENGTH = 4_096;

/** Sends the smoke request, if there is one, up to three times, and checks the response. */
export async function smokeTest(
  { session }: ProviderData,
  state: Pick<EndpointState, 'name' | 'smoke_request'>,
  signal: AbortSignal,
): Promise<SmokeResult> {
  const request = state.smoke_request;
  if (request === null) return { outcome: 'passed', response: null };
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
      return judge(answer, request.expect_pattern);
    } catch (error) {
      if (signal.aborted) return open('Terraform was interrupted');
      const final =
        attempt === ATTEMPTS || isAwsError(error, 'access denied', 'credentials expired', 'interrupted');
      if (final) {
        return isAwsError(error, 'model error')
          ? { outcome: 'failed', response: null, reason: messageOf(error) }
          : open(messageOf(error));
      }
      await session.clock.sleep(PAUSE_MS, signal).catch(() => undefined);
    }
  }
}

const open = (reason: string): SmokeResult => ({ outcome: 'open', response: null, reason });

function judge(answer: string, pattern: string | null): SmokeResult {
  const response = answer.slice(0, MAX_RESPONSE_LENGTH);
  if (pattern === null || new RegExp(pattern).test(answer)) return { outcome: 'passed', response };
  const reason = `the response does not match /${pattern}/: "${answer.slice(0, 200)}"`;
  return { outcome: 'failed', response, reason };
}
