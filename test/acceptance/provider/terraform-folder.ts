import { until } from '../../support/until';
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliEnvironment, terraformCommand } from '../../support/terraform-cli';

/** What one run of Terraform ended with; `output` is both streams. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** One planned change, as `terraform show -json` tells it. */
export interface PlannedChange {
  readonly actions: readonly string[];
  readonly after: Values;
  readonly unknown: Values;
}

/** A root module in a folder of its own, run by the real Terraform with the built provider. */
export class TerraformFolder {
  readonly directory = mkdtempSync(join(tmpdir(), 'provider-acceptance-'));
  private environment: NodeJS.ProcessEnv;

  constructor(providerFolder: string, environment: NodeJS.ProcessEnv = {}) {
    writeFileSync(
      join(this.directory, 'cli.tfrc'),
      `provider_installation {\n  dev_overrides {\n    "registry.terraform.io/tuneform/tuneform" = "${providerFolder}"\n  }\n  direct {}\n}\n`,
    );
    this.environment = {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: join(this.directory, 'cli.tfrc'),
      TF_IN_AUTOMATION: '1',
      ...cliEnvironment,
      ...environment,
    };
  }

  /** Adds variables to the environment of the commands that follow. */
  use(environment: NodeJS.ProcessEnv): void {
    this.environment = { ...this.environment, ...environment };
  }

  write(configuration: string): void {
    writeFileSync(join(this.directory, 'main.tf'), configuration);
  }

  /** Runs to the end whatever the exit status is. */
  run(...args: readonly string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      const options = { cwd: this.directory, env: this.environment, maxBuffer: 64 * 1024 * 1024 };
      execFile(terraformCommand, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: unwrap(stdout + stderr) });
      });
    });
  }

  /** Starts Terraform and returns at once, for tests that interrupt it. */
  start(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
    const child = spawn(terraformCommand, args, { cwd: this.directory, env: this.environment });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<Outcome>((resolve) => {
      child.on('close', (code) => resolve({ code: code ?? 1, output: unwrap(output) }));
    });
    return { child, ended };
  }

  async apply(): Promise<string> {
    return this.succeed('apply', '-auto-approve', '-no-color');
  }

  async destroy(): Promise<string> {
    return this.succeed('destroy', '-auto-approve', '-no-color');
  }

  /** Runs and expects success. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) {
      throw new Error(`${terraformCommand} ${args.join(' ')} exited with ${String(code)}\n${output}`);
    }
    return output;
  }

  /** The planned change of every resource that changes, by address. */
  async plan(): Promise<Readonly<Record<string, PlannedChange>> & { readonly text?: never }> {
    await this.succeed('plan', '-no-color', '-out=plan.bin');
    const shown = JSON.parse(await this.stdout('show', '-json', 'plan.bin')) as {
      resource_changes?: {
        address: string;
        change: { actions: string[]; after: Values; after_unknown: Values };
      }[];
    };
    return Object.fromEntries(
      (shown.resource_changes ?? [])
        .filter(({ change }) => change.actions.join() !== 'no-op')
        .map(({ address, change }) => [
          address,
          { actions: change.actions, after: change.after, unknown: change.after_unknown },
        ]),
    );
  }

  /** Expects that nothing would change, with and without looking at the world. */
  async expectEmptyPlans(): Promise<void> {
    for (const args of [[], ['-refresh=false']]) {
      const { code, output } = await this.run('plan', '-no-color', '-detailed-exitcode', ...args);
      if (code !== 0) {
        throw new Error(`plan ${args.join(' ')} is not empty (exit ${String(code)})\n${output}`);
      }
    }
  }

  /** Waits until a plan changes the resource, and returns that plan's changes by address. */
  async planned(address: string): Promise<Awaited<ReturnType<TerraformFolder['plan']>>> {
    let plan = await this.plan();
    await until(async () => {
      if (!(address in plan)) plan = await this.plan();
      return address in plan;
    });
    return plan;
  }

  /** The attributes of every resource in state, by address. */
  async state(): Promise<Readonly<Record<string, Values>>> {
    const shown = JSON.parse(await this.stdout('show', '-json')) as {
      values?: { root_module?: { resources?: { address: string; values: Values }[] } };
    };
    const resources = shown.values?.root_module?.resources ?? [];
    return Object.fromEntries(resources.map(({ address, values }) => [address, values]));
  }

  /** Addresses of the resources that the next apply would replace because their creation failed. */
  tainted(): readonly string[] {
    const state = JSON.parse(readFileSync(join(this.directory, 'terraform.tfstate'), 'utf8')) as {
      resources: { type: string; name: string; instances: { status?: string }[] }[];
    };
    return state.resources
      .filter(({ instances }) => instances.some(({ status }) => status === 'tainted'))
      .map(({ type, name }) => `${type}.${name}`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What it prints, as it prints it, without the frames of warnings. */
  async printed(...args: readonly string[]): Promise<string> {
    return (await this.stdout(...args)).replace(/^[╷╵]\n|^│ ?/gm, '');
  }

  private stdout(...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env: this.environment, maxBuffer: 64 * 1024 * 1024 };
      execFile(terraformCommand, args, options, (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(new Error(error.message));
      });
    });
  }
}

/** Terraform frames and wraps its messages; a test reads them as one line each. */
function unwrap(text: string): string {
  return text.replace(/\n│ (?=\S)/g, ' ').replace(/│/g, '');
}
