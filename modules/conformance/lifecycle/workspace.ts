import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TuneformError } from '../../kernel';

/** What one run of Terraform ended with. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that would carry this machine's habits into the workspace. `TF_VAR_…` and `TF_LOG…` stay. */
const HABITS = /^TF_(CLI_ARGS|DATA_DIR|WORKSPACE|PLUGIN_CACHE_DIR|REATTACH_PROVIDERS)/;

/** A root module in a private directory of its own, and the real Terraform (or OpenTofu) to run in it. */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'plugin-acceptance-'));
  /** Added to what Terraform and its providers find in their environment. */
  readonly environment: Record<string, string>;
  private readonly command: string;

  /** @param command name or path of the binary */
  constructor(environment: Readonly<Record<string, string>>, command = 'terraform') {
    writeFileSync(join(this.directory, 'empty.tfrc'), '');
    this.environment = { ...environment };
    this.command = command;
  }

  write(configuration: string): void {
    writeFileSync(join(this.directory, 'main.tf'), configuration);
  }

  /** What Terraform sees: no configuration of this machine's, no network of its own accord. */
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

  /** Runs to the end whatever the exit status is. Throws `COMMAND_NOT_RUNNABLE` when there is no such binary. */
  run(...args: readonly string[]): Promise<Outcome> {
    const env = this.environmentOf();
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(this.command, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : (error.code ?? 1);
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else reject(notRunnable(this.command, error));
      });
    });
  }

  /** Runs and expects success. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) {
      throw new Error(`${this.command} ${args.join(' ')} exited with ${String(code)}\n${stdout}\n${stderr}`);
    }
    return stdout;
  }

  /** Plans and tells whether anything would change: 0 nothing, 2 something. */
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

const notRunnable = (command: string, cause: unknown): TuneformError =>
  new TuneformError(`${command} could not be run. Install Terraform or OpenTofu, or name its binary.`, {
    code: 'COMMAND_NOT_RUNNABLE',
    summary: 'Command Could Not Be Run',
    cause,
  });
