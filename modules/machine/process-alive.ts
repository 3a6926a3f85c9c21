import { readFileSync } from 'node:fs';
import type { Clock } from '../kernel';
import { startStopwatch } from '../kernel';
import { inheritedEnvironment } from './inherited-environment';
import { runProgramAtOnce } from './run-program-at-once';

/** Returns true while a process with this number exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A zombie still accepts signals, but holds no port and no file.
  return !/^State:\s+Z/m.test(readOr(`/proc/${String(pid)}/status`, ''));
}

/** Returns the command line of a process as one line, if the system shows it. */
export function commandLineOf(pid: number): string | undefined {
  const fromProc = readOr(`/proc/${String(pid)}/cmdline`, '')
    .split('\0')
    .join(' ')
    .trim();
  if (fromProc !== '') return fromProc;
  const env = inheritedEnvironment(process.env, 'tool');
  const { stdout } = runProgramAtOnce({ file: 'ps', args: ['-o', 'command=', '-p', String(pid)], env });
  return stdout.trim() || undefined;
}

/** Waits until the process has ended. Returns false if it still exists after `timeoutMs`. */
export async function waitUntilGone(pid: number, timeoutMs: number, clock: Clock): Promise<boolean> {
  const elapsed = startStopwatch(clock);
  while (isAlive(pid)) {
    if (elapsed() >= timeoutMs) return false;
    await clock.sleep(40);
  }
  return true;
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
