import { X509Certificate } from 'node:crypto';
import { chmodSync, chownSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { messageOf, systemClock } from '../../kernel';
import type { AnyProvider } from '../framework/provider';
import { GrpcServer } from '../grpc/grpc-server';
import { servingPolicy, Session } from '../server/session';
import { createCertificate } from './certificate';
import { connectionHandler } from './connections';
import type { Tls } from './connections';
import { handshakeLine, readHandshake } from './handshake';
import type { Handshake } from './handshake';
import { createHclog, logLevel } from './hclog';
import { MAX_MESSAGE_BYTES, methodOf } from './methods';
import { conductProcess } from './process-conduct';
import { createSocketDirectory, socketParents } from './socket-directory';
import { reasonOf, StartFailure } from './start-failure';
import { HOST_PATIENCE } from './watch-host';
import type { HostPatience } from './watch-host';
import { boundYoungSpace } from './young-space';

export interface ServeOptions {
  /** The provider's address in the registry, such as `registry.terraform.io/tuneform/tuneform`. Named in the log. */
  readonly address: string;
  /** How long to wait for a host that does not connect, or does not come back. */
  readonly patience?: Partial<HostPatience>;
}

/**
 * The main function of a provider's executable: completes the handshake with Terraform and serves until told to exit.
 * Started without Terraform, it explains itself on standard error and exits with 1.
 */
export function serveProvider(provider: AnyProvider, options: ServeOptions): Promise<never> {
  start(provider, options).catch(giveUp);
  return new Promise(() => undefined);
}

async function start(provider: AnyProvider, options: ServeOptions): Promise<void> {
  const handshake = readHandshake(process.env);
  if ('rejection' in handshake) {
    say(2, `${handshake.rejection}\n`);
    process.exit(1);
  }
  const directory = createSocketDirectory(socketParents(handshake.socketDirectory));
  // First of all that happens at the exit: the host may kill this process while others still keep compiled code.
  process.prependListener('exit', () => directory.remove());
  try {
    await serveAt(directory.socketPath, handshake, { provider, options });
  } catch (error) {
    // Before the reason is printed, because the host may kill this process as soon as it reads it.
    directory.remove();
    throw error;
  }
}

interface Serving {
  readonly provider: AnyProvider;
  readonly options: ServeOptions;
}

async function serveAt(
  socketPath: string,
  handshake: Handshake,
  { provider, options }: Serving,
): Promise<void> {
  const logger = createHclog({
    module: `provider.${provider.name}`,
    level: logLevel(provider.name, process.env),
    clock: systemClock,
  });
  const session = new Session(provider, { logger, clock: systemClock, policy: servingPolicy });
  const grpc: GrpcServer = new GrpcServer({
    maxMessageBytes: MAX_MESSAGE_BYTES,
    method: methodOf(session, () => conduct.shutDown()),
  });
  const conduct = conductProcess({ session, grpc, clock: systemClock });

  const tls = handshake.clientCertificate === undefined ? undefined : mutual(handshake.clientCertificate);
  const listener = createServer({ pauseOnConnect: false }, connectionHandler(grpc, tls));
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(socketPath, resolve);
  });
  if (handshake.socketGroup !== undefined) shareWithGroup(socketPath, handshake.socketGroup);
  const line = handshakeLine({
    socketPath,
    certificate: tls?.own.der,
    multiplexing: handshake.asksMultiplexing,
  });
  // A dead host reads no line and never connects.
  if (!say(1, line)) process.exit(0);
  conduct.awaitHost({ ...HOST_PATIENCE, ...options.patience });
  boundYoungSpace();
  logger.debug('serving', { address: options.address, version: provider.version });
}

/** Writes to standard output too: a host shows what it reads there instead of a handshake, and hides standard error. */
function giveUp(error: unknown): void {
  const reason = reasonOf(error);
  say(1, `${reason}\n`);
  say(2, error instanceof StartFailure ? `${reason}\n` : `${reason}\n${String((error as Error).stack)}\n`);
  process.exit(1);
}

/** Returns false if the other end is closed. */
function say(descriptor: number, text: string): boolean {
  try {
    writeSync(descriptor, text);
    return true;
  } catch {
    return false;
  }
}

function mutual(client: string): Tls {
  try {
    new X509Certificate(client);
  } catch {
    throw new StartFailure(
      'PLUGIN_CLIENT_CERT, set by the program that started it, does not contain a certificate in PEM form.',
    );
  }
  return { own: createCertificate(systemClock.now()), client };
}

/** For hosts that start plugins as another user of a shared group. */
function shareWithGroup(socketPath: string, group: string): void {
  const gid = /^\d+$/.test(group) ? Number(group) : groupNumber(group);
  try {
    if (gid === undefined) throw new Error('the group does not exist');
    chownSync(socketPath, -1, gid);
    chmodSync(socketPath, 0o660);
  } catch (error) {
    throw new StartFailure(
      `it cannot share its socket with the group "${group}" that PLUGIN_UNIX_SOCKET_GROUP names: ${messageOf(error)}.`,
    );
  }
}

function groupNumber(group: string): number | undefined {
  const entry = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === group)?.[2];
  return entry === undefined ? undefined : Number(entry);
}
