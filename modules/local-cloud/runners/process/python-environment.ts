import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../kernel';
import { sha256Hex, TuneformError, userCaches } from '../../../kernel';
import { inheritedEnvironment, runProgram, withFileLock } from '../../../machine';
import { findHostPython } from './host-python';
import type { HostPython } from './host-python';
import { givePipAccess } from './pip-access';
import { redactUrls } from './redact-urls';

export interface PythonEnvironmentOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Progress, line by line: what is built, pip's own output, the time that it took. */
  readonly report: (line: string) => void;
  /** Default: `tuneform/python` in the user's cache folder. */
  readonly cacheDirectory?: string;
}

/**
 * Returns the folder of a Python environment with exactly the packages of `requirementsFile`, built on first use and
 * shared by all images with the same requirements and interpreter. Rejects with PYTHON_REQUIREMENTS.
 */
export async function pythonEnvironment(
  requirementsFile: string,
  options: PythonEnvironmentOptions,
): Promise<string> {
  const python = await findHostPython();
  const requirements = readFileSync(requirementsFile, 'utf8');
  const key = sha256Hex(
    [requirements, python.version, python.executable, process.platform, process.arch].join('\0'),
  ).slice(0, 20);
  const root = options.cacheDirectory ?? pythonCacheDirectory();
  const folder = join(root, key);
  if (isComplete(folder)) return folder;
  const onWait = (): void =>
    options.report('Waiting for another process that is installing the same Python packages.');
  const lock = { clock: options.clock, signal: options.signal, onWait };
  await withFileLock(join(root, `${key}.lock`), lock, async () => {
    if (isComplete(folder)) return;
    await build({ folder, python, requirementsFile }, options).catch(async (error: unknown) => {
      // An incomplete environment is useless and may be what filled the disk.
      await rm(folder, { recursive: true, force: true });
      throw error;
    });
  });
  return folder;
}

/** `tuneform/python` in the folder where this system keeps a user's caches. */
export function pythonCacheDirectory(): string {
  const caches = userCaches({ env: process.env, home: homedir(), platform: process.platform });
  return join(caches, 'tuneform', 'python');
}

/** Written last, so that a folder left by a killed build is built again. */
const marker = (folder: string): string => join(folder, '.complete');

/** The interpreter inside is a link to the host's; an upgrade of the host may have broken it. */
const isComplete = (folder: string): boolean =>
  existsSync(marker(folder)) && existsSync(join(folder, 'bin', 'python3'));

interface Build {
  readonly folder: string;
  readonly python: HostPython;
  readonly requirementsFile: string;
}

async function build(what: Build, options: PythonEnvironmentOptions): Promise<void> {
  const started = options.clock.now();
  options.report(
    `Installing the image's Python packages with Python ${what.python.version}; later jobs reuse them.`,
  );
  await rm(what.folder, { recursive: true, force: true });
  await mkdir(what.folder, { recursive: true });
  const plain = inheritedEnvironment(process.env, 'python');
  await step([what.python.executable, '-m', 'venv', what.folder], plain, options);
  const pip = [join(what.folder, 'bin', 'python3'), '-m', 'pip', 'install', '--disable-pip-version-check'];
  const access = givePipAccess(process.env, what.folder);
  try {
    const install = [...pip, '--no-input', '--progress-bar', 'off', '-r', what.requirementsFile];
    await step(install, access.environment, options);
  } finally {
    access.close();
  }
  writeFileSync(marker(what.folder), '');
  const seconds = Math.round((options.clock.now() - started) / 1000);
  options.report(`Python packages installed in ${String(seconds)} s.`);
}

/** Runs one command to its end, passing its output on. */
async function step(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  options: PythonEnvironmentOptions,
): Promise<void> {
  const [file = '', ...args] = command;
  const last: string[] = [];
  const { clock, signal } = options;
  const onLine = (said: string): void => {
    const line = redactUrls(said);
    last.push(line);
    if (last.length > 6) last.shift();
    options.report(line);
  };
  const { exitCode } = await runProgram({ file, args, env, ownGroup: true, clock, signal, onLine });
  if (exitCode === 0) return;
  throw new TuneformError(
    `The image's Python packages could not be installed (${command.slice(1, 4).join(' ')} ended with ${String(exitCode)}): ${last.join(' ')}`,
    { code: 'PYTHON_REQUIREMENTS', summary: 'Python Packages Not Installed' },
  );
}
