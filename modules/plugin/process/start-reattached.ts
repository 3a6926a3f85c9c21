import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { silentLogger, systemClock } from '../../kernel';
import type { Logger } from '../../kernel';
import type { AnyProvider } from '../framework/provider';
import { GrpcServer } from '../grpc/grpc-server';
import { encodeMsgpack } from '../cty/encode';
import { Session } from '../server/session';
import type { AnswerPolicy } from '../server/session';
import { connectionHandler } from './connections';
import { MAX_MESSAGE_BYTES, methodOf } from './methods';
import { createSocketDirectory } from './socket-directory';

export interface ReattachOptions {
  /** @default `registry.terraform.io/<name>/<name>` */
  readonly address?: string;
  /** @default logs nothing */
  readonly logger?: Logger;
  /** @default answers are held to the rules; plans and functions run twice and must agree */
  readonly policy?: Partial<AnswerPolicy>;
}

/** A provider served from this process. */
export interface Reattached {
  /** Value of the environment variable `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  readonly address: string;
  readonly socketPath: string;
  /** Drops all connections and removes the socket. */
  stop(): Promise<void>;
}

/**
 * Serves a provider to a Terraform started with `TF_REATTACH_PROVIDERS`, for tests and debuggers: no child process, no
 * TLS, and Terraform leaves it running.
 */
export async function startReattached(
  provider: AnyProvider,
  options: ReattachOptions = {},
): Promise<Reattached> {
  const address = options.address ?? `registry.terraform.io/${provider.name}/${provider.name}`;
  const session = new Session(provider, {
    logger: options.logger ?? silentLogger,
    clock: systemClock,
    policy: { check: true, repeat: true, encode: encodeMsgpack, ...options.policy },
  });
  const grpc = new GrpcServer({
    maxMessageBytes: MAX_MESSAGE_BYTES,
    method: methodOf(session, () => undefined),
  });
  const directory = createSocketDirectory();
  const sockets = new Set<Socket>();
  const accept = connectionHandler(grpc, undefined);
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    accept(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(directory.socketPath, resolve);
  });
  return {
    address,
    socketPath: directory.socketPath,
    reattach: JSON.stringify({
      [address]: {
        Protocol: 'grpc',
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: 'unix', String: directory.socketPath },
      },
    }),
    stop: async () => {
      session.stop();
      grpc.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
      directory.remove();
    },
  };
}
