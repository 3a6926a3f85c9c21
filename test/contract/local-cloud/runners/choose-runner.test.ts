import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { systemClock, silentLogger } from '../../../../modules/kernel';
import type { Logger } from '../../../../modules/kernel';
import { chooseRunner } from '../../../../modules/local-cloud/runners/choose-runner';
import type { RunnerChoice } from '../../../../modules/local-cloud/runners/choose-runner';
import { TestImages } from '../../../support/pack-test-image';
import { ISOLATED_RUNGS } from './rungs';

let root: string;
const path = process.env['PATH'];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-rungs-'));
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(root, { recursive: true, force: true });
});

async function choose(choice: RunnerChoice, logger: Logger = silentLogger): Promise<string> {
  const images = new TestImages(join(root, 'blobs'));
  const runner = await chooseRunner(
    choice,
    { clock: systemClock, images, directory: join(root, 'runner') },
    logger,
  );
  await runner.close();
  return runner.name;
}

/** A machine whose kernel forbids namespaces, as unshare tells it. */
function forbidNamespaces(): void {
  const folder = join(root, 'bin');
  mkdirSync(folder);
  const file = join(folder, 'unshare');
  writeFileSync(file, '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n');
  chmodSync(file, 0o755);
  process.env['PATH'] = [folder, path].join(delimiter);
}

test('auto is the most isolated rung that this machine has', async () => {
  expect(await choose('auto')).toBe(ISOLATED_RUNGS[0]?.name ?? 'process');
  expect(readdirSync(join(root, 'runner')).filter((name) => name.startsWith('probe'))).toEqual([]);
});

test('a missing rung is told once, with the reason and what brings it', async () => {
  forbidNamespaces();
  const warned: unknown[][] = [];
  const logger = { ...silentLogger, warn: (...words: unknown[]) => void warned.push(words) };
  expect(await choose('auto', logger)).toBe('process');
  expect(warned).toEqual([
    [
      'images run as plain processes, because this machine has no other runner',
      {
        why: expect.stringMatching(
          /^unshare: unshare failed: Operation not permitted\. It needs unshare \(package util-linux\)/,
        ) as string,
      },
    ],
  ]);
});

test('a missing rung that was asked for is an error that says what to do', async () => {
  forbidNamespaces();
  await expect(choose('namespaces')).rejects.toMatchObject({
    code: 'RUNNER_MISSING',
    message: expect.stringMatching(
      /^The runner "namespaces" does not work on this machine: .*sysctl.*--runner process$/,
    ) as string,
  });
});

test('a plain process can always be asked for', async () => {
  forbidNamespaces();
  expect(await choose('process')).toBe('process');
});

test('a machine without podman is told what brings it', async () => {
  await expect(choose('container')).rejects.toMatchObject({
    code: 'RUNNER_MISSING',
    message: expect.stringMatching(
      /^The runner "container" does not work on this machine: .*no test has asked for this machine's podman\. It needs podman .*apt-get install podman runc catatonit.*--runner auto$/,
    ) as string,
  });
});
