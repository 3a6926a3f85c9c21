import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a trapped request. */
export type Ambush =
  | 'kill before it is sent'
  | 'kill after it was carried out'
  | 'lose the answer'
  /** Answers in the service's place with an error of this name, this many times. */
  | { readonly refuse: string; readonly message: string; readonly times: number };

/**
 * Stands between the provider and the local cloud and lets everything through, until it sees the operation it lies
 * in wait for. Then it kills the provider, before or after the cloud has carried the request out, or answers itself.
 */
export interface Trap {
  readonly url: string;
  arm(operation: string, ambush: Ambush): void;
  /** How often the trap has snapped. */
  readonly sprung: () => number;
  stop(): Promise<void>;
}

export async function startTrap(cloudUrl: string, providerFolder: string): Promise<Trap> {
  let armed: { readonly operation: string; readonly ambush: Ambush } | undefined;
  let sprung = 0;

  const pass = (incoming: IncomingMessage, body: Buffer, answer: (from: IncomingMessage) => void): void => {
    const outgoing = request(
      new URL(incoming.url ?? '/', cloudUrl),
      { method: incoming.method, headers: incoming.headers },
      answer,
    );
    outgoing.end(body);
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = String(incoming.headers['x-amz-target'] ?? '');
    const ambush = armed !== undefined && target.endsWith(`.${armed.operation}`) ? armed.ambush : undefined;
    if (ambush === undefined) {
      pass(incoming, body, (from) => {
        response.writeHead(from.statusCode ?? 500, from.headers);
        from.pipe(response);
      });
      return;
    }
    sprung += 1;
    if (typeof ambush === 'object') {
      const left = ambush.times - 1;
      armed = left > 0 && armed !== undefined ? { ...armed, ambush: { ...ambush, times: left } } : undefined;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: ambush.refuse, message: ambush.message }));
      return;
    }
    armed = undefined;
    if (ambush === 'kill before it is sent') {
      killProviders(providerFolder);
      response.destroy();
      return;
    }
    pass(incoming, body, (from) => {
      from.resume().on('end', () => {
        if (ambush === 'kill after it was carried out') killProviders(providerFolder);
        response.destroy();
      });
    });
  };

  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    arm: (operation, ambush) => {
      armed = { operation, ambush };
    },
    sprung: () => sprung,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Kills the processes that run the executable of this test's own folder, which nobody else knows. */
function killProviders(providerFolder: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (command.includes(providerFolder)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended while we looked.
    }
  }
}
