import { request } from 'node:http';
import type { OutgoingHttpHeaders, IncomingHttpHeaders } from 'node:http';

export interface ServerRequest {
  readonly port: number;
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

/** Thrown when the server did not answer in time. */
export class ServerTimeout extends Error {}

/** Thrown when there is no server that a request could be handed to. */
export class ServerNotReady extends Error {}

/** One request to a model server on the loopback interface. Rejects when it cannot be reached or does not answer. */
export function callServer(call: ServerRequest): Promise<ServerAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: call.port,
        method: call.method,
        path: call.path,
        // A connection of its own: a pooled one may be closed by the server just as it is used again.
        agent: false,
        headers: {
          ...call.headers,
          ...(call.body === undefined ? {} : { 'content-length': call.body.length }),
        },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      },
      (incoming) => {
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
    outgoing.setTimeout(call.timeoutMs, () => outgoing.destroy(new ServerTimeout('no answer in time')));
    outgoing.once('error', reject);
    outgoing.end(call.body);
  });
}
