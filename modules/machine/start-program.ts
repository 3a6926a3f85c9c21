import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface ProgramRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** All that it finds in its environment: what of this process's own may pass, `inheritedEnvironment` says. */
  readonly env: NodeJS.ProcessEnv;
  /** @default - this process's working directory */
  readonly directory?: string;
  /**
   * Makes it the leader of a group and a session, so that what it starts can be ended with it, and Ctrl-C in this terminal
   * reaches it through us only. @default false
   */
  readonly ownGroup?: boolean;
}

/** A running program whose output is read. */
export type Program = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a program without a shell and without input. Throws what no process can be started with; that the file is missing or
 * is no program is told by the event `error`.
 */
export function startProgram({ file, args, env, directory, ownGroup = false }: ProgramRequest): Program {
  return spawn(file, args, {
    env,
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(directory === undefined ? {} : { cwd: directory }),
  });
}

/** A running program whose output is read and whose input is written. */
export type FedProgram = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts a program as `startProgram` does, with input. */
export function startFedProgram({
  file,
  args,
  env,
  directory,
  ownGroup = false,
}: ProgramRequest): FedProgram {
  return spawn(file, args, {
    env,
    detached: ownGroup,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(directory === undefined ? {} : { cwd: directory }),
  });
}

/** A running program without a reader of its output. */
export type BackgroundProgram = ChildProcess;

/**
 * Starts a program that may outlive this one: in a group of its own, and this process does not wait for it.
 *
 * @param channels `input` gives it a pipe to read from; `log` is the descriptor of a file for what it prints.
 */
export function startInBackground(
  { file, args, env, directory }: Omit<ProgramRequest, 'ownGroup'>,
  channels: { readonly input?: boolean; readonly log?: number },
): BackgroundProgram {
  const output = channels.log ?? 'ignore';
  const child = spawn(file, args, {
    env,
    detached: true,
    stdio: [channels.input === true ? 'pipe' : 'ignore', output, output],
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  child.unref();
  return child;
}
