import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Clock } from '../../kernel';
import { signalGroup } from '../../machine';
import { LineSplitter } from './line-splitter';
import type { ContainerExit, RunningContainer } from './runner';

export interface GroupRequest {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onStarted: (pid: number) => void;
  readonly onGone: (pid: number) => void;
}

/** How long output may trail in after the leader ended; only something that left the group can still hold the pipe. */
const TRAILING_OUTPUT_MS = 2_000;

/** Starts a process as leader of its own group, so that it and everything it starts can be ended together. */
export function startGroup(request: GroupRequest, clock: Clock): RunningContainer {
  const child = spawn(request.file, request.arguments, {
    cwd: request.workingDirectory,
    env: request.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) request.onStarted(child.pid);
  const exited = watch(child, request, clock);
  let hurry: AbortController | undefined;
  return {
    exited,
    stop: async (graceMs) => {
      const group = child.pid;
      if (group === undefined) return exited;
      signalGroup(group, 'SIGTERM');
      // A second, shorter grace replaces a first, longer one.
      hurry?.abort();
      const patience = (hurry = new AbortController());
      void exited.then(() => patience.abort());
      void clock.sleep(graceMs, patience.signal).then(
        () => signalGroup(group, 'SIGKILL'),
        () => undefined,
      );
      return exited;
    },
  };
}

async function watch(child: ChildProcess, request: GroupRequest, clock: Clock): Promise<ContainerExit> {
  const drained = Promise.all(
    [child.stdout, child.stderr].flatMap((stream) =>
      stream === null ? [] : [drain(stream, request.onLine)],
    ),
  );
  const exit = await new Promise<ContainerExit>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 127, startError: error.message }));
    child.once('exit', (code, signal) => resolve(describe(code, signal)));
  });
  // Whatever the leader started dies with it, as the processes of a container do.
  if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  const patience = new AbortController();
  await Promise.race([drained, clock.sleep(TRAILING_OUTPUT_MS, patience.signal).catch(() => undefined)]);
  patience.abort();
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid !== undefined) request.onGone(child.pid);
  return exit;
}

function describe(code: number | null, signal: NodeJS.Signals | null): ContainerExit {
  if (signal === null) return { exitCode: code ?? 0 };
  return { exitCode: 128 + constants.signals[signal], signal };
}

async function drain(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = new LineSplitter(onLine);
  await new Promise<void>((resolve) => {
    stream.on('data', (chunk: Buffer) => lines.push(chunk));
    stream.once('close', resolve);
    stream.once('end', resolve);
    stream.once('error', () => resolve());
  });
  lines.end();
}
