import { TuneformError } from '../../../kernel';
import { inheritedEnvironment, runProgram } from '../../../machine';

/** A Python interpreter of the host. */
export interface HostPython {
  /** The interpreter itself, not a version manager's wrapper. */
  readonly executable: string;
  /** For instance `3.11.7`. */
  readonly version: string;
}

const QUESTION = 'import sys, platform; print(sys.executable); print(platform.python_version())';
const OLDEST = [3, 9] as const;

/** Results by command, because every job asks and asking starts an interpreter. */
const found = new Map<string, Promise<HostPython>>();

/** Finds `python3` on the path. Rejects with PYTHON_NOT_FOUND or PYTHON_TOO_OLD. */
export function findHostPython(): Promise<HostPython> {
  const command = process.env['TUNEFORM_PYTHON'] ?? 'python3';
  const key = `${command}\0${process.env['PATH'] ?? ''}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const answer = ask(command);
  found.set(key, answer);
  // Python may be installed while the local cloud runs.
  answer.catch(() => found.delete(key));
  return answer;
}

async function ask(command: string): Promise<HostPython> {
  const notRunnable = (cause?: unknown): TuneformError =>
    new TuneformError(
      `Training on this machine needs Python, and "${command}" could not be run. Install Python 3.9 or later, or set TUNEFORM_PYTHON to its path.`,
      { code: 'PYTHON_NOT_FOUND', summary: 'Python Not Found', cause },
    );
  const answer = await runProgram({
    file: command,
    args: ['-c', QUESTION],
    env: inheritedEnvironment(process.env, 'python'),
  }).catch((cause: unknown) => {
    throw notRunnable(cause);
  });
  if (answer.exitCode !== 0) throw notRunnable();
  const [executable = command, version = ''] = answer.stdout.trim().split('\n');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new TuneformError(
      `Training on this machine needs Python ${OLDEST.join('.')} or later; ${executable} is ${version}. Set TUNEFORM_PYTHON to a newer one.`,
      { code: 'PYTHON_TOO_OLD', summary: 'Python Too Old' },
    );
  }
  return { executable, version };
}
