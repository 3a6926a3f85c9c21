import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformCommand } from '../../support/terraform-cli';

/** What one run of Terraform ended with. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A root module in a directory of its own, and the real Terraform to run in it. */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'plugin-acceptance-'));
  readonly environment: Record<string, string>;

  constructor(environment: Readonly<Record<string, string>>) {
    writeFileSync(join(this.directory, 'empty.tfrc'), '');
    this.environment = { ...environment };
  }

  write(configuration: string): void {
    writeFileSync(join(this.directory, 'main.tf'), configuration);
  }

  /** What Terraform sees: no configuration of this machine's, no network of its own accord. */
  environmentOf(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: join(this.directory, 'empty.tfrc'),
      TF_IN_AUTOMATION: '1',
      ...this.environment,
    };
  }

  /** Runs to the end whatever the exit status is. */
  run(...args: readonly string[]): Promise<Outcome> {
    const env = this.environmentOf();
    return new Promise((resolve) => {
      const options = { cwd: this.directory, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(terraformCommand, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  }

  /** Runs and expects success. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) {
      throw new Error(`${terraformCommand} ${args.join(' ')} exited with ${String(code)}\n${stdout}\n${stderr}`);
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
