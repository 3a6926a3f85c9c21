import { inheritedEnvironment } from '../../machine';
import { serve as serveLocalCloud } from '../local/serve';
import { usualPort } from '../local/usual-port';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { StartFlags } from './flags';

/** `tuneform local start --foreground`: returns when the local cloud has stopped. */
export async function serve(flags: StartFlags, terminal: Terminal): Promise<void> {
  leaveSecretsBehind(terminal.env);
  const directory = directoryOf(flags, terminal);
  const runner = flags.runner === undefined ? {} : { runner: flags.runner };
  await serveLocalCloud({ directory, port: flags.port ?? usualPort(directory), ...runner }, terminal);
}

/** Prepares this process to be the local cloud: only its user can read its files, and it drops unneeded variables. */
function leaveSecretsBehind(env: NodeJS.ProcessEnv): void {
  process.umask(0o077);
  const kept = inheritedEnvironment(env, 'server');
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an environment has no other way to lose a variable
  for (const name of Object.keys(env)) if (!(name in kept)) delete env[name];
}
