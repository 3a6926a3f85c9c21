import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TerraformFolder } from '../../acceptance/provider/terraform-folder';
import type { Values } from '../played-terraform/proposed-state';
import type { CommandOutcome, Stack } from './stack';

interface StateFile {
  readonly resources: readonly { readonly instances: readonly { readonly status?: string }[] }[];
}

/** The result includes Terraform's output. */
export interface TerraformOutcome extends CommandOutcome {
  readonly output: string;
}

/** A stack under the real Terraform. */
export class TerraformStack implements Stack {
  private readonly folder: TerraformFolder;
  private readonly options: {
    readonly executable: string;
    readonly providerConfig: Values;
    readonly typeName: string;
    /** Asked before every command. @default nothing more than every folder has */
    readonly environment?: () => Promise<NodeJS.ProcessEnv>;
  };
  private running: ReturnType<TerraformFolder['start']> | undefined;

  constructor(options: TerraformStack['options']) {
    this.options = options;
    this.folder = new TerraformFolder(dirname(options.executable));
    this.write({});
  }

  async apply(config: Values): Promise<CommandOutcome> {
    this.write({ resource: { [this.options.typeName]: { it: config } } });
    return this.command('apply', '-auto-approve');
  }

  async plan(config: Values): Promise<TerraformOutcome> {
    this.write({ resource: { [this.options.typeName]: { it: config } } });
    return this.command('plan', '-detailed-exitcode');
  }

  destroy(): Promise<CommandOutcome> {
    return this.command('destroy', '-auto-approve');
  }

  forget(): void {
    rmSync(this.stateFile(), { force: true });
  }

  interrupt(): void {
    this.running?.child.kill('SIGINT');
  }

  holds(): boolean {
    return this.instances().length > 0;
  }

  tainted(): boolean {
    return this.instances().some(({ status }) => status === 'tainted');
  }

  /** Returns the current state, for another folder to start with. */
  stateFile(): string {
    return join(this.folder.directory, 'terraform.tfstate');
  }

  remove(): void {
    this.folder.remove();
  }

  private async command(...args: readonly string[]): Promise<TerraformOutcome> {
    if (this.options.environment !== undefined) this.folder.use(await this.options.environment());
    this.running = this.folder.start(...args, '-no-color', '-input=false');
    const { code, output } = await this.running.ended;
    this.running = undefined;
    const plans = args[0] === 'plan';
    const changes = plans ? code === 2 : !/No changes|0 added, 0 changed, 0 destroyed/.test(output);
    return {
      changes,
      output,
      // With -detailed-exitcode 2 says that there is something to do.
      errors: code === 0 || (plans && code === 2) ? [] : [output],
      warnings: output.split(/^\s*(?=Warning: )/m).slice(1),
    };
  }

  private write(more: Values): void {
    writeFileSync(
      join(this.folder.directory, 'main.tf.json'),
      JSON.stringify({
        terraform: {
          required_providers: { tuneform: { source: 'registry.terraform.io/tuneform/tuneform' } },
        },
        provider: { tuneform: this.options.providerConfig },
        ...more,
      }),
    );
  }

  private instances(): readonly { readonly status?: string }[] {
    if (!existsSync(this.stateFile())) return [];
    const state = JSON.parse(readFileSync(this.stateFile(), 'utf8')) as StateFile;
    return state.resources.flatMap(({ instances }) => instances);
  }
}
