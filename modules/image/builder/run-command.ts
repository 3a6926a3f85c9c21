import { spawn } from 'node:child_process';
import { inheritedEnvironment, signalGroup } from '../../machine';

export interface Command {
  readonly executable: string;
  readonly args: readonly string[];
  /** Added to what a builder gets of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Each line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output, at most the last 64 KiB. */
  readonly stdout: string;
  /** Both streams as they came, at most the last 64 KiB. */
  readonly output: string;
}

const KEPT_CHARACTERS = 65_536;
/** Between being asked to end and being made to. */
const GRACE_MS = 5_000;

/**
 * Runs a program to its end without a shell and without input. Rejects when it cannot be started, and with the
 * signal's reason when that aborts; the program is told to end (SIGTERM), after five seconds made to, and waited for first.
 */
export function runCommand(command: Command): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const { signal } = command;
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const child = spawn(command.executable, command.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inheritedEnvironment(process.env, 'builder'), ...command.env },
      // A group of its own, so that what the program starts ends with it.
      detached: true,
    });
    let patience: NodeJS.Timeout | undefined;
    const stop = (): void => {
      const { pid } = child;
      if (pid === undefined) return;
      signalGroup(pid, 'SIGTERM');
      patience = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
    };
    const ended = (): void => {
      signal?.removeEventListener('abort', stop);
      // The number may soon belong to somebody else's processes.
      clearTimeout(patience);
    };
    signal?.addEventListener('abort', stop, { once: true });
    let stdout = '';
    let output = '';
    const listen = (stream: NodeJS.ReadableStream, keep: (text: string) => void): void => {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        keep(text);
        output = (output + text).slice(-KEPT_CHARACTERS);
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        lines.forEach((line) => command.onLine?.(line));
      });
      stream.on('end', () => {
        if (rest !== '') command.onLine?.(rest);
      });
    };
    listen(child.stdout, (text) => (stdout = (stdout + text).slice(-KEPT_CHARACTERS)));
    listen(child.stderr, () => undefined);
    child.on('error', (error) => {
      ended();
      reject(error);
    });
    child.on('close', (exitCode) => {
      ended();
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve({ exitCode, stdout, output });
    });
  });
}
