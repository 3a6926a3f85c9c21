import { serve as serveLocalCloud } from '../local/serve';
import { usualPort } from '../local/usual-port';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { StartFlags } from './flags';

/** `tuneform local start --foreground`: ends when the local cloud has been told to. */
export async function serve(flags: StartFlags, terminal: Terminal): Promise<void> {
  const directory = directoryOf(flags, terminal);
  await serveLocalCloud({ directory, port: flags.port ?? usualPort(directory) }, terminal);
}
