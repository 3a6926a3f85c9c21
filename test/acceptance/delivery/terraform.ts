import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformCommand } from '../../support/terraform-cli';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder; gone when the calling test file is through. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuneform-vendoring-'));
  made.push(folder);
  return folder;
}

/** What a command said and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command as on a machine that was never set up: an empty home, no CLI configuration, and a proxy that refuses everything, so
 * that a request to a registry fails at once.
 */
export function runOnBareMachine(
  folder: string,
  command: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>> = {},
): Outcome {
  const [name, ...args] = command;
  const env = { ...bareEnvironment(), ...variables };
  const { status, stdout, stderr } = spawnSync(name, args, { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

/** The real Terraform on a bare machine. */
export function terraform(folder: string, ...args: string[]): Outcome {
  return runOnBareMachine(folder, [terraformCommand, ...args]);
}

/** The same, with more variables in its environment. */
export function terraformWith(
  variables: Readonly<Record<string, string>>,
  folder: string,
  ...args: string[]
): Outcome {
  return runOnBareMachine(folder, [terraformCommand, ...args], variables);
}

/** The same, while this process goes on: it answers for a provider that is kept. */
export function terraformOnKept(
  variables: Readonly<Record<string, string>>,
  folder: string,
  ...args: string[]
): Promise<Outcome> {
  const env = { ...bareEnvironment(), ...variables };
  return new Promise((resolve) => {
    const child = execFile(terraformCommand, args, { cwd: folder, env }, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TF_|XDG_|TERRAFORM_|CDKTF_|TUNEFORM_)/.test(name),
  );
  const nowhere = 'http://127.0.0.1:9';
  return {
    ...Object.fromEntries(kept),
    TERRAFORM_BINARY_NAME: terraformCommand,
    HOME: scratchFolder(),
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    NO_PROXY: '',
    CHECKPOINT_DISABLE: '1',
    CI: '1',
  };
}
