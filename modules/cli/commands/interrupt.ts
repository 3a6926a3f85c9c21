import { notRunning } from '../local/failures';
import { findRunning } from '../local/find-running';
import { loseInstance } from '../local/lose-instance';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import { directoryOf } from './directory-of';
import type { InterruptFlags } from './flags';

/** `tuneform local interrupt` */
export async function interrupt(job: string, flags: InterruptFlags, terminal: Terminal): Promise<void> {
  const directory = directoryOf(flags, terminal);
  const running = await findRunning(directory);
  if (running.kind !== 'running') throw notRunning(directory);
  const loss = { job, how: flags.crash === true ? 'failed' : 'reclaimed', away: flags.for ?? 0 } as const;
  await loseInstance(running, loss);
  if (flags.json === true) {
    printJson(terminal, loss);
    return;
  }
  terminal.say(
    loss.how === 'failed'
      ? `The instance of ${job} failed. The job is tried again if it has attempts left.`
      : `The spot instance of ${job} is reclaimed. Its program has 120 s to save its progress; then the job starts on another instance.`,
  );
}
