import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../../modules/local-cloud';
import { identify, isAlive, ownerOfFolder, waitUntilGone } from '../../../modules/machine';
import { systemClock } from '../../../modules/kernel';
import { until } from '../../support/sagemaker-fixture';

let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-owner-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await waitUntilGone(child.pid!, 10_000, systemClock);
  }
  rmSync(directory, { recursive: true, force: true });
});

function spawned(command: string, ...words: string[]): ChildProcess {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  children.push(child);
  return child;
}

const startCloud = (): ChildProcess =>
  spawned(process.execPath, '-r', 'tsx/cjs', require.resolve('../../support/cloud-process'), directory);

const answering = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.stdout?.once('data', resolve));

/** Enters a program among the running trials of the folder's owner. */
function startTrial(): number {
  const trial = spawned('sleep', '86400').pid!;
  writeFileSync(
    join(directory, 'runner/processes', `${String(trial)}.json`),
    JSON.stringify(identify(trial)),
  );
  return trial;
}

const refusal = (pid: number) => ({
  code: 'DIRECTORY_IN_USE',
  message: expect.stringContaining(`Process ${String(pid)} already serves ${directory}`) as string,
});

test('a second start is rejected by the number of the first, which does not answer, and ends none of its trials', async () => {
  const first = startCloud();
  await answering(first);
  first.kill('SIGSTOP');
  const trial = startTrial();
  await expect(startLocalCloud({ directory })).rejects.toMatchObject(refusal(first.pid!));
  expect(isAlive(trial)).toBe(true);
});

test('a start that is slow after its first moment keeps the folder, and serves it in the end', async () => {
  const first = startCloud();
  await until(
    async () => ownerOfFolder(directory),
    (owner) => owner !== undefined,
  );
  first.kill('SIGSTOP');
  const answered = answering(first);
  await expect(startLocalCloud({ directory })).rejects.toMatchObject(refusal(first.pid!));
  first.kill('SIGCONT');
  await answered;
  expect(ownerOfFolder(directory)?.pid).toBe(first.pid);
});

test('SIGKILL frees the folder at once, and what the dead one had running is ended', async () => {
  const first = startCloud();
  await answering(first);
  const trial = startTrial();
  first.kill('SIGKILL');
  await waitUntilGone(first.pid!, 10_000, systemClock);
  const second = await startLocalCloud({ directory });
  expect(await waitUntilGone(trial, 10_000, systemClock)).toBe(true);
  await second.stop();
  expect(existsSync(join(directory, 'owner.lock'))).toBe(false);
});

test('a start that fails gives the folder back', async () => {
  writeFileSync(join(directory, 'store'), 'a file where a folder belongs');
  await expect(startLocalCloud({ directory })).rejects.toThrow();
  expect(ownerOfFolder(directory)).toBeUndefined();
});
