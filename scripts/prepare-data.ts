/**
 * Prepares the handwritten digits as CSV channels in `.tuneform/data/digits`: train, validation and test. Uses the
 * Python environment of the gradient boosting container, which later training jobs share. Does nothing if the data
 * exists; `--force` writes it again.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf, systemClock } from '../modules/kernel';
import { pythonEnvironment } from '../modules/local-cloud/runners/process/python-environment';

const project = join(__dirname, '..');
const container = join(project, 'containers', 'gradient-boosting');
const folder = join(project, '.tuneform', 'data', 'digits');

async function main(): Promise<void> {
  const force = process.argv.includes('--force');
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort(new Error('interrupted')));
  // Even if the data exists: training needs the packages, and here the user sees their progress.
  const environment = await pythonEnvironment(join(container, 'requirements.txt'), {
    clock: systemClock,
    signal: interruption.signal,
    report: (line) => console.error(line),
  });
  if (existsSync(folder) && !force) {
    console.log(`The digits already exist in ${folder}.`);
    return;
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await run(
    join(environment, 'bin', 'python3'),
    [join(container, 'digits.py'), partial],
    interruption.signal,
  );
  rmSync(folder, { recursive: true, force: true });
  // In one step, so that an interrupted preparation leaves no partial data.
  renameSync(partial, folder);
  console.log(`The digits are in ${folder}.`);
}

function run(command: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], signal, env });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`preparing the digits ended with exit code ${String(code)}`));
    });
  });
}

main().catch((error: unknown) => {
  console.error(`The digits could not be prepared: ${messageOf(error)}`);
  process.exitCode = 1;
});
