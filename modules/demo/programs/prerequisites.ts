import { TuneformError } from '../../kernel';
import { environmentVariable } from '../../cli';
import { runProgram } from '../../machine';

/** The tools that the demo found. */
export interface Tools {
  readonly node: string;
  readonly python: { readonly command: string; readonly version: string };
  readonly terraform: { readonly command: string; readonly version: string };
}

/** Runs a command and returns its stdout; rejects if it is missing or fails. Tests pass another one. */
export type Ask = (command: string, args: readonly string[]) => Promise<string>;

const OLDEST = { node: [20, 19], python: [3, 10], terraform: [1, 5] } as const;

/**
 * Finds Node, Python and Terraform (or OpenTofu) in sufficient versions, or rejects with one line and a remedy for
 * each missing one. `env` may name them: TUNEFORM_PYTHON, TERRAFORM_BINARY_NAME.
 */
export async function checkPrerequisites(
  env: NodeJS.ProcessEnv,
  ask: Ask = askMachine,
  node = process.versions.node,
): Promise<Tools> {
  const problems: string[] = [];
  if (!isAtLeast(node, OLDEST.node)) {
    problems.push(`Node ${node} is too old: install Node 20.19 or later (https://nodejs.org).`);
  }
  const python = await findPython(env, ask, problems);
  const terraform = await findTerraform(env, ask, problems);
  if (problems.length > 0 || python === undefined || terraform === undefined) {
    throw new TuneformError(problems.join('\n'), {
      code: 'PREREQUISITE_MISSING',
      summary: problems.length === 1 ? 'A Prerequisite Is Missing' : 'Prerequisites Are Missing',
    });
  }
  return { node, python, terraform };
}

type Found = { readonly command: string; readonly version: string } | undefined;

async function findPython(env: NodeJS.ProcessEnv, ask: Ask, problems: string[]): Promise<Found> {
  const command = environmentVariable(env, 'TUNEFORM_PYTHON') ?? 'python3';
  const install =
    'install Python 3.10 or later (https://www.python.org), or set TUNEFORM_PYTHON to its path.';
  const answer = await ask(command, ['-c', 'import platform; print(platform.python_version())']).catch(
    () => '',
  );
  const version = answer.trim();
  if (version === '') problems.push(`Python was not found as "${command}": ${install}`);
  else if (!isAtLeast(version, OLDEST.python)) problems.push(`Python ${version} is too old: ${install}`);
  else if ((await ask(command, ['-c', 'import venv, ensurepip']).catch(() => undefined)) === undefined) {
    problems.push(
      `Python ${version} lacks venv: install it (on Debian and Ubuntu: apt install python3-venv).`,
    );
  } else return { command, version };
  return undefined;
}

async function findTerraform(env: NodeJS.ProcessEnv, ask: Ask, problems: string[]): Promise<Found> {
  const named = environmentVariable(env, 'TERRAFORM_BINARY_NAME');
  const install =
    'install Terraform 1.5 or later (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org).';
  for (const command of named === undefined ? ['terraform', 'tofu'] : [named]) {
    const answer = await ask(command, ['version', '-json']).catch(() => undefined);
    if (answer === undefined) continue;
    const version = /"terraform_version":\s*"([^"]+)"/.exec(answer)?.[1] ?? '';
    if (isAtLeast(version, OLDEST.terraform)) return { command, version };
    problems.push(`${command} ${version} is too old: ${install}`);
    return undefined;
  }
  problems.push(
    named === undefined
      ? `Neither Terraform nor OpenTofu was found: ${install}`
      : `"${named}" (TERRAFORM_BINARY_NAME) was not found: ${install}`,
  );
  return undefined;
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

const askMachine: Ask = async (command, args) => {
  const signal = AbortSignal.timeout(20_000);
  const { exitCode, stdout } = await runProgram({ file: command, args, env: toolEnvironment(), signal });
  if (exitCode !== 0) throw new Error(`${command} ended with ${String(exitCode)}.`);
  return stdout;
};

/** `terraform version` checks for updates over the network unless disabled. */
const toolEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, CHECKPOINT_DISABLE: '1' });
