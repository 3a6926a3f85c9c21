import { spawnSync } from 'node:child_process';
import type { ProgramRequest } from './start-program';

/** `ps -A` of a busy machine. */
const MOST_OUTPUT = 2 ** 24;

/**
 * Runs a short program while this process stands still, where an answer is needed at once. Never throws: what cannot be
 * started has no exit code, and `stderr` says why.
 */
export function runProgramAtOnce({ file, args, env, directory }: Omit<ProgramRequest, 'ownGroup'>): {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    env,
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  if (error !== undefined) return { exitCode: null, stdout: '', stderr: error.message };
  return { exitCode: status, stdout, stderr };
}
