import { CommanderError } from 'commander';
import { messageOf, TuneformError } from '../../kernel';
import type { ExitCode } from '../exit-codes';

/** Returns an error as one line of JSON, for scripts that asked for JSON. */
export function describeFailureAsJson(thrown: unknown, exitCode: ExitCode): string {
  return JSON.stringify({ error: { ...partsOf(thrown), exitCode } });
}

function partsOf(thrown: unknown): {
  readonly code: string;
  readonly summary: string;
  readonly message: string;
} {
  if (thrown instanceof TuneformError) {
    return { code: thrown.code, summary: thrown.summary, message: thrown.message };
  }
  if (thrown instanceof CommanderError) {
    const message = thrown.message.replace(/^error: /, '');
    return { code: 'BAD_USAGE', summary: 'Wrong Usage', message };
  }
  return { code: 'UNEXPECTED_FAILURE', summary: 'Unexpected Failure', message: messageOf(thrown) };
}
