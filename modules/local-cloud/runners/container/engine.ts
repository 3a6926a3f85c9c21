import { inheritedEnvironment, runProgram } from '../../../machine';
import type { RunRequest, RunResult } from '../../../machine';
import { TOOLS } from '../namespaces/unshare';

export interface EngineOptions {
  /** Of the engine's own command: `--runtime`, for instance. */
  readonly global?: readonly string[];
  /** Of each container: its `--ulimit`s. */
  readonly limits?: readonly string[];
}

/** The container engine of this machine, podman, with the options that make it work here. */
export class Engine {
  readonly options: EngineOptions;
  /** Before the subcommand. */
  readonly command: readonly string[];
  readonly limits: readonly string[];
  /** Starts a program where the engine's containers get their network and where its images are seen; a network of its own. */
  readonly enterNetwork: readonly string[];
  private readonly enterStore: readonly string[];

  constructor(options: EngineOptions = {}) {
    const { global = [], limits = [] } = options;
    this.options = options;
    this.command = ['podman', ...global];
    this.limits = limits;
    // Without privileges podman works in a user namespace, in which root is this user.
    this.enterStore = process.getuid?.() === 0 ? [] : ['podman', 'unshare'];
    this.enterNetwork = [...this.enterStore, 'unshare', '--net'];
  }

  /** Runs one subcommand to its end. Rejects if there is no podman. */
  run(args: readonly string[]): Promise<RunResult> {
    return this.start([...this.command, ...args]);
  }

  /** Runs a shell script that sees mounted images; `"$@"` is the engine's command. */
  runScript(script: string): Promise<RunResult> {
    return this.start([...this.enterStore, 'sh', '-c', script, 'sh', ...this.command]);
  }

  /** The program and the arguments of a subcommand. */
  program(args: readonly string[]): { readonly file: string; readonly args: readonly string[] } {
    const [file = '', ...first] = this.command;
    return { file, args: [...first, ...args] };
  }

  /** Runs a command that starts the engine in its turn. */
  start(
    [file = '', ...args]: readonly string[],
    more: Pick<RunRequest, 'directory'> = {},
  ): Promise<RunResult> {
    const env = engineEnvironment();
    return runProgram({ file, args, env, ownGroup: true, ...more });
  }
}

/** Where podman finds its images, and programs. Containers get none of it. */
export function engineEnvironment(): Record<string, string> {
  const env = inheritedEnvironment(process.env, 'engine');
  return { ...env, PATH: [env['PATH'] ?? '', ...TOOLS].join(':') };
}
