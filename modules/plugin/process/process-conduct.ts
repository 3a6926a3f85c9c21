import type { Clock } from '../../kernel';
import type { GrpcServer } from '../grpc/grpc-server';
import type { Session } from '../server/session';
import { sweepSocketDirectories } from './socket-directory';
import { watchHost } from './watch-host';
import type { HostPatience } from './watch-host';

const PARENT_CHECK_MS = 500;
/** How long running calls have to notice that their caller is gone. */
const LAST_WORDS_MS = 1_000;
/**
 * The host usually closes its connection right after asking the provider to exit; the provider does not rely on that.
 */
const SHUTDOWN_GRACE_MS = 250;
const SWEEP_AFTER_MS = 2_000;

export interface Conduct {
  /** The handshake line is written: from now on a host must connect. */
  awaitHost(patience: HostPatience): void;
  /** The host asked the provider to exit: exits as soon as the response is sent. */
  shutDown(): void;
}

/**
 * How a provider behaves as a child process: it leaves the terminal's Ctrl-C to Terraform, ends in order on SIGTERM and
 * SIGHUP, does not outlive its parent or its last connection, survives stray errors, and keeps standard output clean.
 */
export function conductProcess(dependencies: {
  readonly session: Session;
  readonly grpc: GrpcServer;
  readonly clock: Clock;
}): Conduct {
  const { session, grpc, clock } = dependencies;
  const { logger } = session;
  const parent = process.ppid;
  let leaving = false;

  const leave = (graceMs: number): void => {
    if (leaving) process.exit(0);
    leaving = true;
    session.stop();
    void Promise.race([grpc.idle(), clock.sleep(graceMs)]).then(() => setImmediate(() => process.exit(0)));
  };

  // Ctrl-C reaches the whole process group; Terraform reacts with StopProvider and still expects responses.
  process.on('SIGINT', () => logger.debug('ignoring SIGINT; Terraform decides when to stop'));
  process.on('SIGTERM', () => leave(10 * LAST_WORDS_MS));
  process.on('SIGHUP', () => leave(10 * LAST_WORDS_MS));
  setInterval(() => {
    if (process.ppid !== parent) leave(LAST_WORDS_MS);
  }, PARENT_CHECK_MS).unref();
  setTimeout(() => sweepSocketDirectories(), SWEEP_AFTER_MS).unref();

  // A crash loses the state of every running call, which is worse than any stray error.
  process.on('uncaughtException', (error) => logger.error('uncaught exception', { error }));
  process.on('unhandledRejection', (error) => logger.error('unhandled rejection', { error }));
  // After the handshake line the host expects nothing more on standard output; its log contains our standard error.
  Object.defineProperty(process, 'stdout', { get: () => process.stderr, configurable: true });

  return {
    awaitHost: (patience) =>
      watchHost(grpc, { patience, clock }, () => {
        logger.info('exiting; no host is connected');
        leave(LAST_WORDS_MS);
      }),
    shutDown: () => {
      setTimeout(() => process.exit(0), SHUTDOWN_GRACE_MS);
      grpc.onConnections((open) => {
        if (open === 0) process.exit(0);
      });
    },
  };
}
