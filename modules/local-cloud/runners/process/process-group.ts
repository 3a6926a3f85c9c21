import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { messageOf } from '../../../kernel';
import type { Clock } from '../../../kernel';
import { signalGroup, startProgram } from '../../../machine';
import type { Program } from '../../../machine';
import { endStrays } from './end-strays';
import { LineSplitter } from './line-splitter';
import { openPortsOf } from './listens-everywhere';
import type { ContainerExit, RunningContainer } from '../runner';

export interface GroupRequest {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** A text that only this program and what it starts have in their environment: those that leave the group end, too. */
  readonly sign?: string;
  /** Kills what it runs. @default - kills the group */
  readonly kill?: (group: number) => Promise<void>;
  /** Does what is left to do before its exit is told. */
  readonly afterwards?: (exit: ContainerExit) => Promise<ContainerExit>;
  readonly onStarted: (pid: number) => void;
  readonly onGone: (pid: number) => void;
}

/** Longest silence after the leader ended; only a process that left the group can still hold the pipe. */
const TRAILING_OUTPUT_MS = 2_000;
/** Most waits for more output after the leader ended; later output of a process that left the group is ignored. */
const MOST_TRAILING_WAITS = 30;
/** Number of lines processed before other work has its turn: some milliseconds' worth. */
const LINES_AT_A_TIME = 100;

/** Progress of reading a program's output. */
interface Progress {
  lines: number;
  ended: boolean;
}

/** A container that is a process group. */
export interface RunningGroup extends RunningContainer {
  /** The leader's; undefined if it did not start. */
  readonly pid: number | undefined;
}

/** Starts a process as leader of its own group, so that it and all its descendants can be ended together. */
export function startGroup(request: GroupRequest, clock: Clock): RunningGroup {
  let child: Program;
  try {
    child = launch(request);
  } catch (error) {
    // Arguments that no process can have, for example a word with a NUL character, cause a throw instead of an event.
    const exited = Promise.resolve<ContainerExit>({ exitCode: 127, startError: messageOf(error) });
    return { pid: undefined, exited, stop: () => exited };
  }
  if (child.pid !== undefined) request.onStarted(child.pid);
  const exited = watch(child, request, clock);
  let hurry: AbortController | undefined;
  return {
    pid: child.pid,
    exited,
    stop: async (graceMs) => {
      const group = child.pid;
      if (group === undefined) return exited;
      if (graceMs === 0) kill(group, request);
      else signalGroup(group, 'SIGTERM');
      // A second, shorter grace replaces a first, longer one.
      hurry?.abort();
      const patience = (hurry = new AbortController());
      void exited.then(() => patience.abort());
      void clock.sleep(graceMs, patience.signal).then(
        () => kill(group, request),
        () => undefined,
      );
      return exited;
    },
    openPorts: () => (child.pid === undefined ? [] : openPortsOf(child.pid)),
  };
}

export function kill(group: number, request: Pick<GroupRequest, 'kill'>): void {
  if (request.kill === undefined) signalGroup(group, 'SIGKILL');
  else void request.kill(group);
}

/**
 * A container's files have the modes that they would have on AWS, although only the owner can read the folder above.
 */
function launch(request: GroupRequest): Program {
  const outer = process.umask(0o022);
  try {
    return startProgram({
      file: request.file,
      args: request.arguments,
      directory: request.workingDirectory,
      env: request.environment,
      ownGroup: true,
    });
  } finally {
    process.umask(outer);
  }
}

async function watch(child: Program, request: GroupRequest, clock: Clock): Promise<ContainerExit> {
  const progress: Progress = { lines: 0, ended: false };
  const drained = Promise.all(
    [child.stdout, child.stderr].map((stream) => drain(stream, request.onLine, progress)),
  ).then(() => (progress.ended = true));
  const exit = await new Promise<ContainerExit>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 127, startError: error.message }));
    child.once('exit', (code, signal) => resolve(describe(code, signal)));
  });
  // All descendants of the leader die with it, as the processes of a container do.
  if (child.pid !== undefined) {
    signalGroup(child.pid, 'SIGKILL');
    if (request.sign !== undefined) endStrays(child.pid, request.sign);
  }
  const patience = new AbortController();
  for (
    let wait = 0, seen = -1;
    !progress.ended && seen !== progress.lines && wait < MOST_TRAILING_WAITS;
    wait += 1
  ) {
    seen = progress.lines;
    await Promise.race([drained, clock.sleep(TRAILING_OUTPUT_MS, patience.signal).catch(() => undefined)]);
  }
  patience.abort();
  child.stdout.destroy();
  child.stderr.destroy();
  await drained;
  const told = (await request.afterwards?.(exit)) ?? exit;
  if (child.pid !== undefined) request.onGone(child.pid);
  return told;
}

function describe(code: number | null, signal: NodeJS.Signals | null): ContainerExit {
  if (signal === null) return { exitCode: code ?? 0 };
  return { exitCode: 128 + constants.signals[signal], signal };
}

/**
 * Reads lines as fast as they are processed. After some it lets other work run, and while it is busy it reads no
 * more: the pipe blocks a program that prints faster than its lines can be kept, and blocks nothing else.
 */
async function drain(stream: Readable, onLine: (line: string) => void, progress: Progress): Promise<void> {
  const waiting: string[] = [];
  const lines = new LineSplitter((line) => waiting.push(line));
  const deal = async (): Promise<void> => {
    for (let at = 0; at < waiting.length; at += LINES_AT_A_TIME) {
      for (const line of waiting.slice(at, at + LINES_AT_A_TIME)) onLine(line);
      progress.lines += LINES_AT_A_TIME;
      await new Promise(setImmediate);
    }
    waiting.length = 0;
  };
  try {
    for await (const chunk of stream) {
      lines.push(chunk as Buffer);
      await deal();
    }
  } catch {
    // The pipe was broken or closed; the output so far counts.
  }
  lines.end();
  await deal();
}
