import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import type { CheckContext } from './check-context';

const CHECK = 'socket directory';

/** On a shared machine, no other user should even reach the socket. */
export async function socketDirectory(context: CheckContext): Promise<Finding> {
  const { socketPath } = await context.start().handshake();
  const folder = dirname(socketPath);
  const mode = statSync(folder).mode & 0o777;
  return mode === 0o700
    ? passed(CHECK, 'The socket is in a folder that only its owner may enter.')
    : failed(
        CHECK,
        `The folder of the socket, ${folder}, has mode 0${mode.toString(8)}, not 0700.`,
        'Create a folder of mode 0700 for the socket (mkdtemp does so).',
      );
}
