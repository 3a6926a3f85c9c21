import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, TuneformError } from '../../kernel';
import type { Clock } from '../../kernel';
import { runLimited } from './run-limited';
import type { Outcome } from './run-limited';

export interface WorkspaceOptions {
  /**
   * How long one Terraform command may take, in milliseconds.
   * @default - 30 minutes
   */
  readonly commandLimitMs?: number;
  readonly clock?: Clock;
}

const COMMAND_LIMIT_MS = 30 * 60_000;

/** Variables that would bring this machine's habits into the workspace. `TF_VAR_…` and `TF_LOG…` stay. */
const HABITS = /^TF_(CLI_ARGS|DATA_DIR|WORKSPACE|PLUGIN_CACHE_DIR|REATTACH_PROVIDERS)/;

/** A root module in a private folder, and the real Terraform (or OpenTofu) to run in it. */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'tuneform-check-'));
  /** Added to the environment of Terraform and its providers. */
  readonly environment: Record<string, string>;
  private readonly command: string;
  private readonly limitMs: number;
  private readonly clock: Clock;

  /** @param command name or path of the binary */
  constructor(
    environment: Readonly<Record<string, string>>,
    command = 'terraform',
    options: WorkspaceOptions = {},
  ) {
    writeFileSync(join(this.directory, 'empty.tfrc'), '');
    this.environment = { ...environment };
    this.command = command;
    this.limitMs = options.commandLimitMs ?? COMMAND_LIMIT_MS;
    this.clock = options.clock ?? systemClock;
  }

  write(configuration: string): void {
    writeFileSync(join(this.directory, 'main.tf'), configuration);
  }

  /** The environment of Terraform: no configuration of this machine, no unrequested network access. */
  environmentOf(): NodeJS.ProcessEnv {
    const ambient = Object.entries(process.env).filter(([name]) => !HABITS.test(name));
    return {
      ...Object.fromEntries(ambient),
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: join(this.directory, 'empty.tfrc'),
      TF_IN_AUTOMATION: '1',
      // OpenTofu before 1.12 shows providers of registry.terraform.io as if they came from its own registry.
      OPENTOFU_STATEFILE_PROVIDER_ADDRESS_TRANSLATION: '0',
      ...this.environment,
    };
  }

  /** Runs a command to its end, whatever its exit status. Throws `COMMAND_NOT_RUNNABLE` if the binary is missing. */
  async run(...args: readonly string[]): Promise<Outcome> {
    try {
      return await runLimited({
        command: this.command,
        args,
        directory: this.directory,
        environment: this.environmentOf(),
        limitMs: this.limitMs,
        clock: this.clock,
      });
    } catch (error) {
      throw notRunnable(this.command, error);
    }
  }

  /** Runs a command that must succeed; throws a `CommandFailed` otherwise. */
  async succeed(...args: readonly string[]): Promise<string> {
    const outcome = await this.run(...args);
    if (outcome.code !== 0) throw new CommandFailed([this.command, ...args].join(' '), outcome);
    return outcome.stdout;
  }

  /** Plans. Returns 0 if the plan is empty and 2 if it is not. */
  async planExitCode(...args: readonly string[]): Promise<number> {
    return (await this.run('plan', '-no-color', '-detailed-exitcode', ...args)).code;
  }

  /** The attributes of every resource in state, by address. */
  async state(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    const shown = JSON.parse(await this.succeed('show', '-json')) as {
      values?: { root_module?: { resources?: { address: string; values: Record<string, unknown> }[] } };
    };
    const resources = shown.values?.root_module?.resources ?? [];
    return Object.fromEntries(resources.map(({ address, values }) => [address, values]));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A command that must succeed did not. */
export class CommandFailed extends Error {
  readonly outcome: Outcome;

  constructor(command: string, outcome: Outcome) {
    super(`${command} exited with ${String(outcome.code)}\n${outcome.stdout}\n${outcome.stderr}`);
    this.name = 'CommandFailed';
    this.outcome = outcome;
  }
}

const notRunnable = (command: string, cause: unknown): TuneformError =>
  new TuneformError(
    `${command} could not be run. Install Terraform or OpenTofu, or give the path of its binary.`,
    {
      code: 'COMMAND_NOT_RUNNABLE',
      summary: 'Command Could Not Be Run',
      cause,
    },
  );
