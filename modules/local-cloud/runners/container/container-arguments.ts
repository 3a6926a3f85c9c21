import { PREFERENCE_TO_END } from '../process/prefer-to-end';
import type { ContainerRequest } from '../runner';
import { labelled } from './leftovers';

export interface ContainerSettings {
  readonly name: string;
  readonly label: string;
  readonly pidFile: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: readonly string[];
}

/** Returns the arguments of the engine's `run` but the image and its command. */
export function containerArguments(
  request: ContainerRequest,
  settings: ContainerSettings,
): readonly string[] {
  const { name, label, pidFile, environment, limits } = settings;
  const { entrypoint, mlDirectory } = request;
  return [
    ...['run', '--name', name, ...labelled(label), '--pidfile', pidFile],
    // Process number 1 is not the program, as on the other rungs: Linux ignores signals without a handler for it.
    '--init',
    // Of the process that starts the engine: this machine's, or one of its own.
    ...['--network', 'host'],
    // The engine passes the proxies of this machine otherwise.
    '--http-proxy=false',
    ...['--pull', 'never', '--log-driver', 'none'],
    // Its end is the local cloud's: a removal need not wait for it.
    ...['--stop-timeout', '0'],
    // A label of SELinux would change the files of the job on this machine.
    ...['--security-opt', 'label=disable'],
    ...['--oom-score-adj', PREFERENCE_TO_END],
    ...limits,
    ...['--mount', `type=bind,source=${mlDirectory},destination=/opt/ml`],
    ...Object.entries(environment).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ...(entrypoint === undefined ? [] : ['--entrypoint', JSON.stringify(entrypoint)]),
  ];
}
