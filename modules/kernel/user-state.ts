import { isAbsolute, join } from 'node:path';

/** Returns the folder of Tuneform's files about one user, which outlive a reboot. */
export function userState({
  env,
  home,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}): string {
  const configured = env['XDG_STATE_HOME'];
  // The XDG base directory specification requires ignoring relative paths.
  const state =
    configured !== undefined && isAbsolute(configured) ? configured : join(home, '.local', 'state');
  return join(state, 'tuneform');
}
