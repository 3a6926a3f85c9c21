import { chmodSync, chownSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { systemClock } from '../../kernel';
import type { AnyProvider } from '../framework/provider';
import { GrpcServer } from '../grpc/grpc-server';
import { servingPolicy, Session } from '../server/session';
import { createCertificate } from './certificate';
import { connectionHandler } from './connections';
import { handshakeLine, readHandshake } from './handshake';
import { createHclog, logLevel } from './hclog';
import { MAX_MESSAGE_BYTES, methodOf } from './methods';
import { conductProcess } from './process-conduct';
import { createSocketDirectory } from './socket-directory';

export interface ServeOptions {
  /** The provider's address in the registry, such as `registry.terraform.io/tuneform/tuneform`. Named in the log. */
  readonly address: string;
}

/**
 * The main function of a provider's executable: shakes hands with Terraform and serves until it is told to go.
 * Without Terraform around it explains itself on standard error and exits with 1.
 */
export function serveProvider(provider: AnyProvider, options: ServeOptions): Promise<never> {
  const handshake = readHandshake(process.env);
  if ('refusal' in handshake) {
    process.stderr.write(`${handshake.refusal}\n`, () => process.exit(1));
    return forever();
  }

  const directory = createSocketDirectory(handshake.socketDirectory);
  process.on('exit', () => directory.remove());
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

  const own = handshake.clientCertificate === undefined ? undefined : createCertificate(systemClock.now());
  const tls =
    own === undefined || handshake.clientCertificate === undefined
      ? undefined
      : { own, client: handshake.clientCertificate };
  const listener = createServer({ pauseOnConnect: false }, connectionHandler(grpc, tls));
  listener.listen(directory.socketPath, () => {
    if (handshake.socketGroup !== undefined) shareWithGroup(directory.socketPath, handshake.socketGroup);
    writeSync(
      1,
      handshakeLine({
        socketPath: directory.socketPath,
        certificate: own?.der,
        multiplexing: handshake.asksMultiplexing,
      }),
    );
    logger.debug('serving', { address: options.address, version: provider.version });
  });
  return forever();
}

const forever = (): Promise<never> => new Promise(() => undefined);

/** For hosts that start plugins as another user of a common group. */
function shareWithGroup(socketPath: string, group: string): void {
  const gid = /^\d+$/.test(group)
    ? Number(group)
    : Number(
        readFileSync('/etc/group', 'utf8')
          .split('\n')
          .map((line) => line.split(':'))
          .find(([name]) => name === group)?.[2],
      );
  chownSync(socketPath, -1, gid);
  chmodSync(socketPath, 0o660);
}
