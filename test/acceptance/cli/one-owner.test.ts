import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerOfFolder } from '../../../modules/machine';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

let folder: string;
const foreground: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-owner-'));
});

afterEach(async () => {
  await run('stop').ended;
  for (const child of foreground.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

function run(...words: readonly string[]): Run {
  const child = spawn(process.execPath, [BIN, 'local', ...words, '--directory', folder], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), XDG_STATE_HOME: process.env['XDG_STATE_HOME'] },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return {
    child,
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))),
  };
}

/** Processes that serve the folder, told by their command line. */
function servers(): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes('--foreground') && words.includes(folder);
    } catch {
      return false;
    }
  }).length;
}

test('of ten starts at one moment, in the foreground and in the background, exactly one serves', async () => {
  const port = await freePort();
  const starts = Array.from({ length: 10 }, (_, index) =>
    index % 2 === 0 ? run('start', '--foreground', '--port', port) : run('start', '--port', port, '--json'),
  );
  const background = starts.filter((_, index) => index % 2 === 1);
  const inForeground = starts.filter((_, index) => index % 2 === 0);
  foreground.push(...inForeground.map(({ child }) => child));
  const answers = await Promise.all(background.map(({ ended }) => ended));
  expect(answers.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0, 0, 0, 0]);
  const pids = new Set(answers.map(({ stdout }) => (JSON.parse(stdout) as { pid: number }).pid));
  const [pid] = pids;
  expect([pids.size, ownerOfFolder(folder)?.pid]).toEqual([1, pid]);

  const losers = inForeground.filter(({ child }) => child.pid !== pid);
  for (const { code, stderr } of await Promise.all(losers.map(({ ended }) => ended))) {
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`already running at http://127.0.0.1:${port}`),
    ]);
  }
  if (process.platform === 'linux') expect(servers()).toBe(1);
});

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return String(port);
}
