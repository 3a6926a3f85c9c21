import { request } from 'node:http';
import type { Agent, OutgoingHttpHeaders, IncomingHttpHeaders } from 'node:http';
import type { ServerAddress } from '../../runners/runner';

export interface ServerRequest {
  readonly address: ServerAddress;
  readonly method: 'GET' | 'POST';
  readonly path: '/ping' | '/invocations';
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface ServerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Thrown if the server does not answer in time. */
export class ServerTimeout extends Error {}

/** Thrown if no server can take the request. */
export class ServerNotReady extends Error {}

/**
 * Sends one request to a model server. Rejects if the server cannot be reached or does not
 * answer. Without an agent the request has its own connection. A server may close a kept connection just as the next
 * request uses it. The server has not read that request, so it is sent once more, on a new connection. If the server
 * ended while it worked on the request, no server is there for the second attempt.
 */
export async function callServer(call: ServerRequest, agent: Agent | false = false): Promise<ServerAnswer> {
  try {
    return await exchange(call, agent);
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    return exchange(call, false);
  }
}

/** A kept connection ended before any part of the answer arrived. */
class ClosedWhileIdle extends Error {}

const ENDED: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE']);

function exchange(call: ServerRequest, agent: Agent | false): Promise<ServerAnswer> {
  return new Promise((resolve, reject) => {
    let answering = false;
    const outgoing = request(
      {
        host: '127.0.0.1',
        ...call.address,
        method: call.method,
        path: call.path,
        agent,
        timeout: call.timeoutMs,
        headers: {
          ...call.headers,
          ...(call.body === undefined ? {} : { 'content-length': call.body.length }),
        },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      },
      (incoming) => {
        answering = true;
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new ServerTimeout('no answer in time')));
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      const idle = outgoing.reusedSocket && !answering && ENDED.has(error.code);
      reject(idle ? new ClosedWhileIdle(error.message) : error);
    });
    outgoing.end(call.body);
  });
}
