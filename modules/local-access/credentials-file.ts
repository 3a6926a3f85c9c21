import { isAbsolute, join, resolve } from 'node:path';

/** What decides where a user's files are. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, or `~` where the path is written down for other programs. */
  readonly home: string;
}

/**
 * The file with the key pair of the local cloud at `url`: the one that `TUNEFORM_LOCAL_CREDENTIALS` names, else the user's
 * own entry for that port.
 */
export function localCredentialsFile(url: string, surroundings: Surroundings): string {
  const named = surroundings.env['TUNEFORM_LOCAL_CREDENTIALS'];
  if (named !== undefined && named !== '') return resolve(named);
  return join(localCloudsFolder(surroundings), portOf(url));
}

/**
 * Where a user's local clouds say which key pair opens which port. A path that depends on nothing but the user and the port
 * can be written into a Terraform configuration before the local cloud has ever run, and holds no secret itself.
 */
export function localCloudsFolder({ env, home }: Surroundings): string {
  const configured = env['XDG_STATE_HOME'];
  // The XDG base directory specification has relative paths ignored.
  const state =
    configured !== undefined && isAbsolute(configured) ? configured : join(home, '.local', 'state');
  return join(state, 'tuneform', 'local-clouds');
}

/** The port of a local cloud's URL. */
export function portOf(url: string): string {
  const { port } = new URL(url);
  return port === '' ? '80' : port;
}
