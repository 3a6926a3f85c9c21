import type { Clock } from '../../kernel';
import { signalGroup, startProgram } from '../../machine';
import type { Program } from '../../machine';

/** How one run of a program ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** True if the program exceeded its limit. */
  readonly late?: true;
}

export interface LimitedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly limitMs: number;
  readonly clock: Clock;
}

/** Time between the interrupt, after which Terraform stops its providers and saves its state, and the kill. */
const GRACE_MS = 20_000;

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program to its end, but no longer than its limit: then interrupts it, and after a grace period kills it and
 * every process that it started. Rejects if the program cannot be started.
 */
export async function runLimited(request: LimitedCommand): Promise<Outcome> {
  const { command, args, directory, environment, limitMs, clock } = request;
  // Before the start: a signal that arrived in between would end this process and leave the program running.
  const unhook = passSignalsOn((signal) => child.kill(signal));
  const child = startProgram({ file: command, args, directory, env: environment, ownGroup: true });
  const limit = stopAfter(child, limitMs, clock);
  try {
    const [code, stdout, stderr] = await Promise.all([
      new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (status) => resolve(status ?? 1));
      }),
      textOf(child.stdout),
      textOf(child.stderr),
    ]);
    if (!limit.reached()) return { code, stdout, stderr };
    const note = `${[command, ...args].join(' ')} did not end within ${String(limitMs / 1000)} s and was stopped.`;
    return { code: code === 0 ? 1 : code, stdout, stderr: `${stderr}\n${note}`.trim(), late: true };
  } finally {
    limit.lift();
    unhook();
  }
}

function stopAfter(child: Program, limitMs: number, clock: Clock) {
  const kill = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  };
  const lifted = new AbortController();
  let reached = false;
  const stop = async (): Promise<void> => {
    await clock.sleep(limitMs, lifted.signal);
    reached = true;
    // Processes that the program started may outlive it.
    child.once('exit', kill);
    child.kill('SIGINT');
    await clock.sleep(GRACE_MS, lifted.signal);
    kill();
  };
  // Rejects once lifted.
  stop().catch(() => undefined);
  return { reached: () => reached, lift: () => lifted.abort() };
}

/**
 * Ctrl-C reaches only this process, because the program is in another process group. This process ends after the
 * program has.
 */
function passSignalsOn(to: (signal: NodeJS.Signals) => void): () => void {
  let heard: NodeJS.Signals | undefined;
  const listener = (signal: NodeJS.Signals): void => to((heard = signal));
  for (const signal of PASSED_ON) process.on(signal, listener);
  return () => {
    for (const signal of PASSED_ON) process.off(signal, listener);
    if (heard !== undefined) process.kill(process.pid, heard);
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
  return text;
}
