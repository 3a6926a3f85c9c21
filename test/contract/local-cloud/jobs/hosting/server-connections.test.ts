import { createServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createNetServer } from 'node:net';
import { ServerConnections } from '../../../../../modules/local-cloud/jobs/hosting/server-connections';

let server: Server;
let connections: ServerConnections;

async function listen<T extends Server>(made: T): Promise<T> {
  await new Promise<void>((listening) => made.listen(0, '127.0.0.1', listening));
  server = made;
  return made;
}

const serve = (listener: RequestListener): Promise<HttpServer> => listen(createServer(listener));

const invoke = async (body: string): Promise<string> => {
  const { port } = server.address() as AddressInfo;
  const request = { address: { port }, method: 'POST', path: '/invocations', timeoutMs: 60_000 } as const;
  return (await connections.call({ ...request, body: Buffer.from(body) })).body.toString();
};

beforeEach(() => {
  connections = new ServerConnections();
});

afterEach(async () => {
  connections.closeIdle();
  await new Promise((closed) => server.close(closed));
});

test('one call after the other goes over the same connection', async () => {
  const sockets = new Set<Socket>();
  await serve((request, response) => {
    sockets.add(request.socket);
    request.resume().once('end', () => response.end('answer'));
  });
  // A machine that stands still for longer than an idle connection is kept makes one or two more.
  for (let call = 0; call < 30; call += 1) expect(await invoke('rows')).toBe('answer');
  expect(sockets.size).toBeLessThan(10);
});

test('a connection that the server closes as it is used again costs no answer', async () => {
  const seen = new Map<Socket, number>();
  await serve((request, response) => {
    const calls = (seen.get(request.socket) ?? 0) + 1;
    seen.set(request.socket, calls);
    if (calls > 1) request.socket.resetAndDestroy();
    else request.resume().once('end', () => response.end('answer'));
  });
  for (let call = 0; call < 4; call += 1) expect(await invoke('rows')).toBe('answer');
});

test('a request that a new connection carried is not sent again', async () => {
  let calls = 0;
  await serve((request) => {
    calls += 1;
    request.socket.resetAndDestroy();
  });
  await expect(invoke('rows')).rejects.toThrow('ECONNRESET');
  expect(calls).toBe(1);
});

test('an answer that breaks off is an error and is not asked for again', async () => {
  let calls = 0;
  await serve((request, response) => {
    calls += 1;
    if (calls === 1) response.end('answer');
    else {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.resetAndDestroy());
    }
  });
  expect(await invoke('rows')).toBe('answer');
  await expect(invoke('rows')).rejects.toThrow();
  expect(calls).toBe(2);
});

test('a server that attends to one connection until it is closed leaves no call waiting', async () => {
  // The next connection is read once the one before is closed.
  let turn = Promise.resolve();
  const http = createServer((request, response) => {
    request.resume().once('end', () => response.end('answer'));
  });
  await listen(
    createNetServer({ pauseOnConnect: true }, (socket) => {
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      turn = turn.then(() => {
        http.emit('connection', socket);
        socket.resume();
        return closed;
      });
    }),
  );
  let answered = 0;
  let waiting = true;
  const many = async (): Promise<void> => {
    for (; waiting && answered < 5000; answered += 1) await invoke('rows');
  };
  const busy = many();
  await invoke('other');
  waiting = false;
  await busy;
  // The first connection was not idle for a moment: it was given up for the other call's sake.
  expect(answered).toBeLessThan(1000);
});
