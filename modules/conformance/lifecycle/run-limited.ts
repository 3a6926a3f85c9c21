import type { Clock } from '../../kernel';
import { signalGroup, startProgram } from '../../machine';
import type { Program } from '../../machine';

/** What one run of a program ended with. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** It did not end by itself in its time. */
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

/** Between being asked to end, when Terraform stops its providers and saves its state, and being made to. */
const GRACE_MS = 20_000;

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program to its end, whatever that is, and no longer than its limit: then it is interrupted, and after a grace
 * killed with everything that it started. Rejects where it cannot be started.
 */
export async function runLimited(request: LimitedCommand): Promise<Outcome> {
  const { command, args, directory, environment, limitMs, clock } = request;
  // Before it starts: a signal that comes in between would end this process and leave it running.
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
    // What it started need not end with it.
    child.once('exit', kill);
    child.kill('SIGINT');
    await clock.sleep(GRACE_MS, lifted.signal);
    kill();
  };
  // Rejects once lifted.
  stop().catch(() => undefined);
  return { reached: () => reached, lift: () => lifted.abort() };
}

/** Ctrl-C reaches this process only, for the program is in another group. Once that has ended, so does this one. */
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
