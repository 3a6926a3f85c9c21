import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What befalls a request: an answer with this status, a connection cut off, or no answer at all. */
export type Fault = { readonly status: number; readonly retryAfter?: string } | 'cut' | 'silence';

/** Stands before a registry and lets requests through, except those that faults are waiting for. */
export interface FaultyGate {
  readonly host: string;
  /** `METHOD /path` of everything that came, in order. */
  readonly seen: string[];
  /** The next requests whose `METHOD /path` matches meet these faults, one each. */
  fail(pattern: RegExp, ...faults: Fault[]): void;
  stop(): Promise<void>;
}

export async function startFaultyGate(upstream: string): Promise<FaultyGate> {
  const seen: string[] = [];
  const waiting: { pattern: RegExp; fault: Fault }[] = [];
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method ?? ''} ${new URL(incoming.url ?? '', 'http://x').pathname}`;
    seen.push(line);
    const at = waiting.findIndex(({ pattern }) => pattern.test(line));
    const fault = at < 0 ? undefined : waiting.splice(at, 1)[0]?.fault;
    if (fault === undefined) forward(upstream, incoming, outgoing);
    else if (fault === 'cut') incoming.socket.destroy();
    else if (fault !== 'silence') {
      incoming.resume();
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      outgoing.writeHead(fault.status, headers).end('trouble upstream');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    fail: (pattern, ...faults) => waiting.push(...faults.map((fault) => ({ pattern, fault }))),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(upstream: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onward = request(`http://${upstream}${incoming.url ?? ''}`, {
    method: incoming.method,
    headers: incoming.headers,
  });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
