import { StartFailure } from './start-failure';

/** The host's settings, passed through the environment. */
export interface Handshake {
  /** PEM; absent if the host switched TLS off. */
  readonly clientCertificate: string | undefined;
  readonly socketDirectory: string | undefined;
  readonly socketGroup: string | undefined;
  /** True if the host asked about multiplexed connections and expects an answer. */
  readonly asksMultiplexing: boolean;
}

/** Why this process cannot serve: no host has started it. */
export interface Rejection {
  readonly rejection: string;
}

const PROTOCOL = '6';
/** Terraform's published value; it says "a host started me" and is no secret. */
const COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

/** Reads the host's side of the handshake. Throws a StartFailure if the host is too old. */
export function readHandshake(environment: NodeJS.ProcessEnv): Handshake | Rejection {
  const variable = (name: string): string | undefined => {
    const value = environment[name];
    return value === '' ? undefined : value;
  };
  if (environment['TF_PLUGIN_MAGIC_COOKIE'] !== COOKIE) {
    return {
      rejection:
        'This program is a Terraform provider. It is not meant to be run directly; Terraform starts it.\n' +
        'To use it, name it in required_providers and run terraform init.',
    };
  }
  const versions = variable('PLUGIN_PROTOCOL_VERSIONS')?.split(',') ?? [PROTOCOL];
  if (!versions.includes(PROTOCOL)) {
    throw new StartFailure(
      `it speaks plugin protocol ${PROTOCOL}, but the program that started it supports ${versions.join(', ')}. Use Terraform 1.0 or later.`,
    );
  }
  return {
    clientCertificate: variable('PLUGIN_CLIENT_CERT'),
    socketDirectory: variable('PLUGIN_UNIX_SOCKET_DIR'),
    socketGroup: variable('PLUGIN_UNIX_SOCKET_GROUP'),
    asksMultiplexing: variable('PLUGIN_MULTIPLEX_GRPC') !== undefined,
  };
}

/** Returns our side: the only line that may appear on standard output. */
export function handshakeLine(options: {
  readonly socketPath: string;
  readonly certificate: Uint8Array | undefined;
  readonly multiplexing: boolean;
}): string {
  const certificate =
    options.certificate === undefined
      ? ''
      : Buffer.from(options.certificate).toString('base64').replace(/=+$/, '');
  const fields = ['1', PROTOCOL, 'unix', options.socketPath, 'grpc', certificate];
  // The broker is never used, so multiplexing makes no difference.
  if (options.multiplexing) fields.push('false');
  return `${fields.join('|')}\n`;
}
