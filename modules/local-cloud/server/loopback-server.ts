import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../../kernel';
import { messageOf, TuneformError } from '../../kernel';
import type { CloudRequest } from '../ports/cloud-request';
import type { CloudAnswer } from '../ports/wire-answer';
import { drainBody } from './body-pieces';
import { holdBody } from './expect-continue';
import { HttpRequest } from './http-request';
import { sendAnswer } from './send-answer';
import { turnAway } from './turn-away';

/** Limits that stop one client from blocking the others. Sizes in bytes, times in milliseconds. */
export interface ServerLimits {
  readonly headerBytes: number;
  /** All headers must arrive within this time. */
  readonly headersTimeoutMs: number;
  /** Longest pause while a request body arrives. */
  readonly idleBodyMs: number;
  readonly connections: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  headerBytes: 32_768,
  headersTimeoutMs: 10_000,
  idleBodyMs: 30_000,
  connections: 512,
};

/** A listening server. */
export interface LoopbackServer {
  readonly url: string;
  /** Finishes current answers, then closes every connection. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly handle: (request: CloudRequest) => Promise<CloudAnswer>;
  readonly logger: Logger;
  readonly limits?: Partial<ServerLimits>;
}

const STOP_GRACE_MS = 3_000;

/** Listens only on 127.0.0.1, and rejects requests for another host or from another site. */
export async function startServer(options: ServerOptions): Promise<LoopbackServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      // A long upload is fine while it moves: the idle limit below watches that.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
      keepAliveTimeout: 75_000,
    },
    (request, response) => {
      const rejection = turnAway(request.headers);
      if (rejection !== undefined) {
        response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
        response.end(`${rejection}\n`);
        return;
      }
      options
        .handle(new HttpRequest(request, response))
        .then((answer) => sendAnswer(request, response, answer))
        .then(() => drainBody(request))
        .catch((error: unknown) => {
          options.logger.error('request listener failed', { error: messageOf(error) });
          response.destroy();
        });
    },
  );
  server.on('checkContinue', (request, response) => {
    holdBody(request, response);
    server.emit('request', request, response);
  });
  server.maxConnections = limits.connections;
  watchIdleBodies(server, limits.idleBodyMs);
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, stop: () => stop(server) };
}

/** Disconnects clients that stop in the middle of a body. Clients that wait for an answer stay connected. */
function watchIdleBodies(server: Server, idleMs: number): void {
  server.on('request', (request: IncomingMessage) => {
    if (request.complete) return;
    request.setTimeout(idleMs, () => {
      if (!request.complete) request.destroy(new Error('the request body stopped arriving'));
    });
    request.once('end', () => request.setTimeout(0));
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') failed(error);
      else {
        const message = `Port ${String(port)} on 127.0.0.1 is taken. Stop what listens there or choose another port.`;
        failed(new TuneformError(message, { code: 'PORT_TAKEN', summary: 'Port Taken', cause: error }));
      }
    });
    server.listen(port, '127.0.0.1', listening);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((stopped) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      stopped();
    });
    server.closeIdleConnections();
  });
}
