import type { Clock } from '../kernel';
import { systemClock } from '../kernel';
import { signalGroup } from './signal-group';
import { startProgram } from './start-program';
import type { ProgramRequest } from './start-program';

export interface RunRequest extends ProgramRequest {
  /** Aborting ends the program, and with `ownGroup` everything that it started. */
  readonly signal?: AbortSignal;
  /** Between being asked to end and being made to, milliseconds. @default 5000 */
  readonly graceMs?: number;
  /** Measures the grace. @default - the machine's */
  readonly clock?: Clock;
  /** Each line of either stream as it comes. Warnings come on the second, so data is read from the first alone. */
  readonly onLine?: (line: string, from: 'stdout' | 'stderr') => void;
}

export interface RunResult {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** What ended it; `null` when it ended by itself. */
  readonly signal: NodeJS.Signals | null;
  /** Standard output, at most the last 64 KiB. */
  readonly stdout: string;
  /** Both streams as they came, at most the last 64 KiB. */
  readonly output: string;
}

const KEPT_CHARACTERS = 65_536;
const GRACE_MS = 5_000;

/**
 * Runs a program to its end. Rejects when it cannot be started, and with the signal's reason when that aborts; the program is
 * told to end (SIGTERM), after a grace made to, and waited for first.
 */
export async function runProgram(request: RunRequest): Promise<RunResult> {
  const { signal, graceMs = GRACE_MS, clock = systemClock } = request;
  signal?.throwIfAborted();
  const child = startProgram(request);
  const tell = (word: NodeJS.Signals): void => {
    if (request.ownGroup !== true) child.kill(word);
    else if (child.pid !== undefined) signalGroup(child.pid, word);
  };
  const ended = new AbortController();
  const stop = (): void => {
    tell('SIGTERM');
    // Once it has ended, its process number may belong to other processes.
    clock.sleep(graceMs, ended.signal).then(
      () => tell('SIGKILL'),
      () => undefined,
    );
  };
  signal?.addEventListener('abort', stop, { once: true });
  const kept = { stdout: '', output: '' };
  const tellLine = (from: 'stdout' | 'stderr') => (line: string) => request.onLine?.(line, from);
  listen(child.stdout, ['stdout', 'output'], kept, tellLine('stdout'));
  listen(child.stderr, ['output'], kept, tellLine('stderr'));
  try {
    const end = await new Promise<Pick<RunResult, 'exitCode' | 'signal'>>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, word) => resolve({ exitCode, signal: word }));
    });
    signal?.throwIfAborted();
    return { ...end, ...kept };
  } finally {
    signal?.removeEventListener('abort', stop);
    ended.abort();
  }
}

function listen(
  stream: NodeJS.ReadableStream,
  names: readonly ('stdout' | 'output')[],
  kept: { stdout: string; output: string },
  onLine: (line: string) => void,
): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    for (const name of names) kept[name] = (kept[name] + text).slice(-KEPT_CHARACTERS);
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
