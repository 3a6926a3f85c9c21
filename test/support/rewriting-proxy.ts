import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { shareKeyPair } from './key-pair-of';

/** Replaces the response of a JSON operation before the client gets it. */
export type Rewrite = (operation: string, answer: Record<string, unknown>) => Record<string, unknown>;

/** A proxy between a client and a local cloud that changes responses. */
export interface RewritingProxy {
  readonly url: string;
  /** Names of the JSON operations passed on so far. */
  readonly operations: readonly string[];
  close(): Promise<void>;
}

/** Passes every request on as it is, signature included, and only the answers of JSON operations through `rewrite`. */
export async function startRewritingProxy(target: string, rewrite: Rewrite): Promise<RewritingProxy> {
  const operations: string[] = [];
  const server = createServer((incoming, outgoing) => {
    void forward(incoming, outgoing, target, (operation, answer) => {
      operations.push(operation);
      return rewrite(operation, answer);
    }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  shareKeyPair(target, url);
  return {
    url,
    operations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  rewrite: Rewrite,
): Promise<void> {
  const body = await buffer(incoming);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method: incoming.method ?? 'GET', headers: incoming.headers };
    request(new URL(incoming.url ?? '/', target), options, resolve)
      .on('error', reject)
      .end(body);
  });
  const received = await buffer(answer);
  const operation = /^SageMaker\.(\w+)$/.exec(String(incoming.headers['x-amz-target']))?.[1];
  if (operation === undefined || answer.statusCode !== 200) {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(received);
    return;
  }
  const told =
    received.length === 0 ? {} : (JSON.parse(received.toString('utf8')) as Record<string, unknown>);
  const rewritten = Buffer.from(JSON.stringify(rewrite(operation, told)));
  const { 'transfer-encoding': _, ...headers } = answer.headers;
  outgoing.writeHead(200, { ...headers, 'content-length': rewritten.length }).end(rewritten);
}
