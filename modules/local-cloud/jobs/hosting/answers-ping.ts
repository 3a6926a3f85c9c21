import type { ServerAddress } from '../../runners/runner';
import { callServer } from './call-server';

const TIMEOUT_MS = 2_000;

/** Whether the server answers `GET /ping` with 200 in time. */
export async function answersPing(address: ServerAddress): Promise<boolean> {
  try {
    const answer = await callServer({ address, method: 'GET', path: '/ping', timeoutMs: TIMEOUT_MS });
    return answer.status === 200;
  } catch {
    return false;
  }
}
