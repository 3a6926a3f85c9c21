import { TuneformError } from '../../kernel';
import { inheritedEnvironment, runProgram } from '../../machine';
import type { Stage } from '../output/stage';

/** A package of the system that an example needs. */
export interface SystemPackage {
  /** Its name on Debian and Ubuntu. */
  readonly debian: string;
  /** A command that succeeds where it is installed, under whatever name. */
  readonly check: readonly [string, ...string[]];
}

/** Runs a command and returns whether it succeeded, and what it said. Tests pass another one. */
export type RunCommand = (
  command: readonly [string, ...string[]],
) => Promise<{ readonly ok: boolean; readonly output: string }>;

export interface SystemPackagesRequest {
  /** The example, for messages. */
  readonly example: string;
  readonly packages: readonly SystemPackage[];
  readonly stage: Pick<Stage, 'block' | 'live' | 'style'>;
  readonly signal: AbortSignal;
  /** @default - whether this process is root's */
  readonly isRoot?: boolean;
  /** @default - runs it on this machine */
  readonly run?: RunCommand;
}

/** Installs what is missing, where this process may and apt-get is there; else fails with one line that says what is missing. */
export async function ensureSystemPackages(request: SystemPackagesRequest): Promise<void> {
  const {
    example,
    packages,
    stage,
    isRoot = process.getuid?.() === 0,
    run = onMachine(request.signal),
  } = request;
  const missing = await missingOf(packages, run);
  if (missing.length === 0) return;
  const names = missing.map(({ debian }) => debian);
  if (!isRoot || !(await run(['apt-get', '--version'])).ok) {
    throw lacking(example, names, `Install them: sudo apt-get install ${names.join(' ')}`);
  }
  stage.block(`Installing ${names.join(', ')} with apt-get …`);
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...names] as const;
  // Its list of packages may be missing, as in most container images, or name files that are gone.
  const first = await run([...install]);
  const output = first.ok ? '' : (await run(['apt-get', 'update'])).output + (await run([...install])).output;
  const left = await missingOf(missing, run);
  if (left.length === 0) return;
  const last = output.trim().split('\n').slice(-6).join('\n');
  throw lacking(
    example,
    left.map(({ debian }) => debian),
    `apt-get could not install them:\n${last}`,
  );
}

async function missingOf(
  packages: readonly SystemPackage[],
  run: RunCommand,
): Promise<readonly SystemPackage[]> {
  const found = await Promise.all(packages.map(async ({ check }) => (await run(check)).ok));
  return packages.filter((_, index) => found[index] !== true);
}

const lacking = (example: string, names: readonly string[], remedy: string): TuneformError =>
  new TuneformError(
    `The example "${example}" needs ${names.join(', ')}, which this machine lacks. ${remedy}`,
    {
      code: 'PREREQUISITE_MISSING',
      summary: names.length === 1 ? 'A Prerequisite Is Missing' : 'Prerequisites Are Missing',
    },
  );

const onMachine =
  (signal: AbortSignal): RunCommand =>
  async ([file, ...args]) => {
    const env = { ...inheritedEnvironment(process.env, 'downloads'), DEBIAN_FRONTEND: 'noninteractive' };
    try {
      const { exitCode, output } = await runProgram({ file, args, env, signal });
      return { ok: exitCode === 0, output };
    } catch (error) {
      signal.throwIfAborted();
      return { ok: false, output: String(error) };
    }
  };
