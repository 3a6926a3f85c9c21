import { join } from 'node:path';
import { signalGroup, startFedProgram } from '../../machine';
import type { FedProgram } from '../../machine';
import { finishChild } from './run-child';

export interface CdktfAheadOptions {
  /** Path of the CLI's program. */
  readonly cli: string;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface CdktfOrder {
  readonly args: readonly string[];
  /** Beside the environment of all runs. */
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

/**
 * The CDKTF CLI, loaded ahead of its runs: loading its modules takes it seconds of one processor, and Terraform often leaves
 * one idle. Each run is a process of its own, as on a command line.
 */
export class CdktfAhead {
  private readonly options: CdktfAheadOptions;
  private readonly waiting: FedProgram[] = [];

  constructor(options: CdktfAheadOptions) {
    this.options = options;
  }

  /** Ensures that so many processes are loaded, or about to be. */
  load(count: number): void {
    if (this.options.signal.aborted) return;
    while (this.waiting.length < count) this.waiting.push(this.start());
  }

  /** Runs the CLI to its end and resolves with its exit code. No process that it started outlives the call. */
  run({ args, env, onLine }: CdktfOrder): Promise<number> {
    const { signal } = this.options;
    signal.throwIfAborted();
    const child = this.take();
    child.stdin.end(JSON.stringify({ args, env }));
    return finishChild(child, { command: process.execPath, onLine, signal });
  }

  /** Ends those that got no order; resolves when they have ended. */
  async stop(): Promise<void> {
    await Promise.all(
      this.waiting.splice(0).map(async (child) => {
        if (child.pid === undefined || hasEnded(child)) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        signalGroup(child.pid, 'SIGKILL');
        await ended;
      }),
    );
  }

  private take(): FedProgram {
    const child = this.waiting.shift();
    // Killed meanwhile, by whom- or whatever.
    return child === undefined || hasEnded(child) ? this.start() : child;
  }

  private start(): FedProgram {
    const { cli, project, env } = this.options;
    const child = startFedProgram({
      file: process.execPath,
      args: [join(__dirname, 'loaded-cdktf.js'), cli],
      directory: project,
      env,
      ownGroup: true,
    });
    // That it is gone is seen by its end.
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    return child;
  }
}

const hasEnded = (child: FedProgram): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
