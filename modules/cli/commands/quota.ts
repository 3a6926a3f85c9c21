import { TuneformError } from '../../kernel';
import { notRunning } from '../local/failures';
import { findRunning } from '../local/find-running';
import { postOwnPage } from '../local/post-own-page';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { LocalFlags } from './flags';

/** `tuneform local quota` */
export async function quota(
  name: string,
  value: number,
  flags: LocalFlags,
  terminal: Terminal,
): Promise<void> {
  const directory = directoryOf(flags, terminal);
  const running = await findRunning(directory);
  if (running.kind !== 'running') throw notRunning(directory);
  const problem = await postOwnPage(running, 'quotas', { name, value });
  if (problem !== undefined) {
    throw new TuneformError(problem, { code: 'QUOTA_NOT_SET', summary: 'Quota Not Set' });
  }
  if (flags.json === true) printJson(terminal, { name, value });
  else terminal.say(`${name} is ${String(value)} from the next launch on, also after a restart.`);
}
