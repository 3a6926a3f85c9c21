import { createInterface } from 'node:readline/promises';
import { TuneformError } from '../../kernel';
import type { Terminal } from './terminal';

/** Asks a yes-or-no question; the default is no. Throws a usage error that names `--yes` if there is no terminal. */
export async function confirm(question: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) {
    throw new TuneformError(`${question} No terminal to prompt on. Re-run with --yes.`, {
      code: 'CONFIRMATION_NEEDED',
      summary: 'Confirmation Needed',
    });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}
