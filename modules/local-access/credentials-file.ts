import { join, resolve } from 'node:path';
import { userState } from '../kernel';

/** The environment and the home folder that determine the location of a user's files. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, or `~` if the path is written for other programs. */
  readonly home: string;
}

/**
 * Returns the file with the key pair of the local cloud at `url`: the file that `TUNEFORM_LOCAL_CREDENTIALS` names, else the
 * user's entry for the port.
 */
export function localCredentialsFile(url: string, surroundings: Surroundings): string {
  const named = surroundings.env['TUNEFORM_LOCAL_CREDENTIALS'];
  if (named !== undefined && named !== '') return resolve(named);
  return join(localCloudsFolder(surroundings), portOf(url));
}

/**
 * Returns the folder with the key pairs of a user's local clouds by port. The path depends only on the user and the port, so
 * a Terraform configuration can contain it before the local cloud runs, and it contains no secret.
 */
export function localCloudsFolder(surroundings: Surroundings): string {
  return join(userState(surroundings), 'local-clouds');
}

/** Returns the port of a local cloud's URL. */
export function portOf(url: string): string {
  const { port } = new URL(url);
  return port === '' ? '80' : port;
}
