import { createInterface } from 'node:readline';
import { messageOf, systemClock, TuneformError } from '../../kernel';
import { isAlive, startProgram } from '../../machine';
import type { FedProgram, Program } from '../../machine';
import { descendantsOf } from './process-tree';

/** What to do with the output and the end of a running command. */
export interface ChildWatch {
  /** Its name in messages. */
  readonly command: string;
  /** Receives each line of stdout and stderr as it arrives, without its newline. */
  readonly onLine: (line: string) => void;
  /** Aborting ends the child and all processes below it, gracefully first; then the call rejects with the reason. */
  readonly signal: AbortSignal;
}

export interface ChildRequest extends ChildWatch {
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a command to its end and resolves with its exit code. No process that it started outlives the call. */
export async function runChild(request: ChildRequest): Promise<number> {
  request.signal.throwIfAborted();
  const child = startProgram({
    file: request.command,
    args: request.args,
    directory: request.workingDirectory,
    env: request.env,
    // So that Ctrl-C in the terminal reaches it only through the demo, once and in order.
    ownGroup: true,
  });
  return finishChild(child, request);
}

/** Resolves with the exit code of a command that has just been started or got its work. No process that it started outlives the call. */
export async function finishChild(child: Program | FedProgram, request: ChildWatch): Promise<number> {
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', request.onLine);
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(notRunnable(request.command, error)));
    child.once('close', (code) => resolve(code ?? 1));
  });
  let ending: Promise<void> | undefined;
  const onAbort = (): void => void (ending = endGracefully(child));
  request.signal.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await ended;
    await ending;
    request.signal.throwIfAborted();
    return code;
  } finally {
    request.signal.removeEventListener('abort', onAbort);
  }
}

/** Terraform finishes its current work and saves its state; that may take a request's time-out. */
const GRACE_MS = 45_000;
/** Also with a version in its name, as in `terraform-1.15`; the providers that it starts do not count. */
const TERRAFORM = /^(terraform|tofu)(?!-provi)/;

/**
 * Sends one interrupt to Terraform itself, as Ctrl-C does; the CDKTF CLI ends by itself after Terraform. If the CLI
 * got the signal directly, it would exit first and close the terminal under a Terraform that is still saving state.
 */
async function endGracefully(child: Program | FedProgram): Promise<void> {
  if (child.pid === undefined) return;
  const root = child.pid;
  const below = descendantsOf(root);
  const terraforms = below.filter((entry) => TERRAFORM.test(entry.name));
  if (terraforms.length > 0) for (const { pid } of terraforms) signalTo(pid, 'SIGINT');
  else signalTo(-root, 'SIGINT');
  const everyone = [root, ...below.map((entry) => entry.pid)];
  // Processes that were interrupted get time to end; those that they leave behind do not.
  await allGone([root, ...terraforms.map((entry) => entry.pid)], GRACE_MS);
  killTree(root, everyone, 'SIGTERM');
  if (await allGone(everyone, 3000)) return;
  killTree(root, everyone, 'SIGKILL');
  await allGone(everyone, 3000);
}

/** Ends a child and all processes below it at once. For the second Ctrl-C. */
export function killTree(
  root: number,
  known: readonly number[] = [],
  signal: NodeJS.Signals = 'SIGKILL',
): void {
  const everyone = new Set([...known, root, ...descendantsOf(root).map((entry) => entry.pid)]);
  signalTo(-root, signal);
  for (const pid of everyone) signalTo(pid, signal);
}

async function allGone(pids: readonly number[], withinMs: number): Promise<boolean> {
  const deadline = systemClock.now() + withinMs;
  while (pids.some((pid) => isAlive(pid))) {
    if (systemClock.now() >= deadline) return false;
    await systemClock.sleep(50);
  }
  return true;
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which is the goal.
  }
}

function notRunnable(command: string, error: Error): TuneformError {
  return new TuneformError(`${command} could not be run: ${messageOf(error)}`, {
    code: 'COMMAND_NOT_RUNNABLE',
    summary: 'Command Could Not Be Run',
    cause: error,
  });
}
