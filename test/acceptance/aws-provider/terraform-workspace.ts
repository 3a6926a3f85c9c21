import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KeptAwsProvider } from '../../../modules/demo/programs/kept-aws-provider';
import { findUnpackedProvider } from '../../../modules/delivery/find-unpacked-provider';
import { mirrorRoots } from '../../../modules/delivery/mirror-roots';
import { hostPlatform } from '../../../modules/delivery/platforms';
import { version as tuneformVersion } from '../../../package.json';
import { terraformCli, terraformCommand } from '../../support/terraform-cli';

const AWS = { host: 'registry.terraform.io', namespace: 'hashicorp', type: 'aws' };
const VERSION = '5.100.0';

/** A root module run by the real Terraform with the official AWS provider. */
export class TerraformWorkspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'tuneform-aws-provider-'));
  private readonly environment: NodeJS.ProcessEnv;
  private readonly provider: KeptAwsProvider;
  /** The root module's folder. */
  readonly root: string;

  private get plugins(): string {
    return join(this.root, 'terraform.d', 'plugins');
  }

  /** @param folder of the root module, within the workspace. */
  constructor(environment: NodeJS.ProcessEnv, folder = '.') {
    this.root = join(this.directory, folder);
    const platform = hostPlatform();
    const unpacked = findUnpackedProvider(
      { address: AWS, version: VERSION, platform },
      mirrorRoots({ env: process.env, home: homedir(), platform: process.platform }),
    );
    if (unpacked !== undefined) {
      const link = join(
        this.plugins,
        // The source below is unqualified, so each CLI looks under its own registry's name.
        terraformCli.name === 'OpenTofu' ? 'registry.opentofu.org' : AWS.host,
        AWS.namespace,
        AWS.type,
        VERSION,
        platform,
      );
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(unpacked, link);
    }
    const configuration = join(this.directory, 'cli.tfrc');
    writeFileSync(configuration, 'disable_checkpoint = true\n');
    this.environment = { ...environment, TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: '1' };
    this.provider = new KeptAwsProvider({
      stack: this.root,
      work: this.directory,
      env: this.environment,
      signal: new AbortController().signal,
    });
  }

  write(configuration: string): void {
    const header = `terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "${VERSION}" }\n  }\n}\n`;
    writeFileSync(join(this.root, 'main.tf'), header + configuration);
  }

  /** Installs our own provider, a built executable, beside the official one. */
  install(executable: string): void {
    const address = 'registry.terraform.io/tuneform/tuneform';
    const link = join(this.plugins, address, tuneformVersion, hostPlatform());
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(dirname(executable), link);
  }

  /** Keeps one process of the provider for the commands that follow: most of a command's processor time is its start. */
  keepProvider(): Promise<void> {
    return this.provider.start();
  }

  /** Runs to the end whatever the exit status is. */
  run(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
    return new Promise((resolve) => {
      const env = { ...this.environment, ...this.provider.environment };
      const options = { cwd: this.root, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(terraformCommand, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      });
    });
  }

  /** Runs and expects success. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) {
      throw new Error(`${terraformCommand} ${args.join(' ')} exited with ${String(code)}\n${output}`);
    }
    return output;
  }

  /** Attributes of the resources in state, by address. */
  state(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    const state = JSON.parse(readFileSync(join(this.root, 'terraform.tfstate'), 'utf8')) as {
      resources: { type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
    return Object.fromEntries(
      state.resources.map(({ type, name, instances }) => [`${type}.${name}`, instances[0]?.attributes ?? {}]),
    );
  }

  async remove(): Promise<void> {
    await this.provider.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
