import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../../modules/machine';
import { until } from '../../support/until';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-local-'));
});

afterEach(async () => {
  await tuneform('local', 'stop');
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function spawnTuneform(...argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...argv], {
    cwd: folder,
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: process.env['XDG_STATE_HOME'] },
  });
  started.push(child);
  return child;
}

function tuneform(...argv: readonly string[]): Promise<Result> {
  const child = spawnTuneform(...argv);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const json = (result: Result): Record<string, unknown> =>
  JSON.parse(result.stdout) as Record<string, unknown>;

describe('tuneform local', () => {
  it('starts in the background, is found by the other commands, and stops for good', async () => {
    const start = json(await tuneform('local', 'start', '--port', '0', '--json'));
    expect(start).toMatchObject({
      alreadyRunning: false,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(isAlive(start['pid'] as number)).toBe(true);

    const status = await tuneform('local', 'status', '--json');
    expect([status.code, json(status)]).toEqual([
      0,
      expect.objectContaining({ running: true, url: start['url'] }),
    ]);

    const env = await tuneform('local', 'env');
    expect(env.stdout).toContain(`export AWS_ENDPOINT_URL='${String(start['url'])}'`);

    expect((await tuneform('local', 'stop')).code).toBe(0);
    expect(isAlive(start['pid'] as number)).toBe(false);
    expect((await tuneform('local', 'status')).code).toBe(3);
    expect(existsSync(join(folder, '.tuneform/local-cloud/server.json'))).toBe(false);
  });

  it('says that it is already running when started again, and starts no second server', async () => {
    const first = json(await tuneform('local', 'start', '--port', '0', '--json'));
    const second = await tuneform('local', 'start', '--runner', 'auto');
    expect([second.code, second.stderr]).toEqual([0, expect.stringContaining('already running')]);
    const other = await tuneform('local', 'start', '--runner', 'namespaces', '--json');
    expect(other.code).toBe(1);
    expect(json({ ...other, stdout: other.stdout || other.stderr })['error']).toMatchObject({
      code: 'LOCAL_CLOUD_OTHER_RUNNER',
      message: expect.stringContaining(
        'with the runner process, not with namespaces. Stop it first',
      ) as string,
    });
    expect(json(await tuneform('local', 'status', '--json'))).toMatchObject({
      pid: first['pid'],
      runner: 'process',
    });
    expect((await tuneform('local', 'status')).stdout).toMatch(/runner\s+process/);
  });

  it('rejects to serve the same data a second time in the foreground', async () => {
    await tuneform('local', 'start', '--port', '0');
    const second = await tuneform('local', 'start', '--foreground', '--port', '0');
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining('already running at http://127.0.0.1'),
    ]);
  });

  it('ends with one server when two starts race', async () => {
    const free = await freePort();
    const both = await Promise.all([1, 2].map(() => tuneform('local', 'start', '--port', free, '--json')));
    expect(both.map((result) => result.code)).toEqual([0, 0]);
    expect(new Set(both.map((result) => json(result)['pid'])).size).toBe(1);
  });

  it.each([
    { where: 'the background', flags: [] },
    { where: 'the foreground', flags: ['--foreground'] },
  ])('names the port and the process that uses it when it is taken, in $where', async ({ flags }) => {
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening));
    const { port } = holder.address() as AddressInfo;
    const result = await tuneform('local', 'start', ...flags, '--port', String(port));
    holder.close();
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(`Port ${String(port)} on 127.0.0.1 is in use`);
    if (process.platform === 'linux') expect(result.stderr).toContain(`by process ${String(process.pid)}`);
    expect(result.stderr).toContain('--port 0');
  });

  it('names the other project when its local cloud holds the port', async () => {
    const other = mkdtempSync(join(tmpdir(), 'tuneform-other-'));
    const running = json(await tuneform('local', 'start', '--port', '0', '--directory', other, '--json'));
    const result = await tuneform('local', 'start', '--port', new URL(String(running['url'])).port);
    await tuneform('local', 'stop', '--directory', other);
    rmSync(other, { recursive: true, force: true });
    expect(result.stderr).toContain(`the local cloud of ${other}`);
  });

  it('starts despite the record of a killed server', async () => {
    const first = json(await tuneform('local', 'start', '--port', '0', '--json'));
    process.kill(first['pid'] as number, 'SIGKILL');
    await until(() => !isAlive(first['pid'] as number));
    expect((await tuneform('local', 'status')).stderr).toContain('ended unexpectedly');
    const second = await tuneform('local', 'start', '--port', '0', '--json');
    expect([second.code, json(second)['alreadyRunning']]).toEqual([0, false]);
  });

  it('keeps its port from one start to the next, because image names carry it', async () => {
    const first = json(await tuneform('local', 'start', '--port', '0', '--json'));
    await tuneform('local', 'stop');
    expect(json(await tuneform('local', 'start', '--json'))['url']).toBe(first['url']);
  });

  it('never signals another process whose number is in a stale record', async () => {
    const directory = join(folder, 'cloud');
    json(await tuneform('local', 'start', '--port', '0', '--directory', directory, '--json'));
    await tuneform('local', 'stop', '--directory', directory);
    const stranger = spawn('sleep', ['60']);
    started.push(stranger);
    const record = { pid: stranger.pid, url: 'http://127.0.0.1:1', startedAt: 0 };
    writeFileSync(join(directory, 'server.json'), JSON.stringify(record));
    expect((await tuneform('local', 'stop', '--directory', directory)).code).toBe(0);
    expect(isAlive(stranger.pid!)).toBe(true);
  });

  it('empties everything on reset and can be started again', async () => {
    await tuneform('local', 'start', '--port', '0');
    const reset = await tuneform('local', 'reset', '--yes', '--json');
    expect(json(reset)).toMatchObject({ wasRunning: true, emptied: true });
    expect((await tuneform('local', 'start', '--port', '0')).code).toBe(0);
  });

  it('in the foreground ends on Ctrl-C with its record removed', async () => {
    const child = spawnTuneform('local', 'start', '--foreground', '--port', '0');
    const record = join(folder, '.tuneform/local-cloud/server.json');
    // The file is there a moment before it is written to its end.
    const pid = () => /"pid":(\d+),/.exec(readFileSync(record, 'utf8'))?.[1];
    await until(() => existsSync(record) && pid() !== undefined);
    expect(pid()).toBe(String(child.pid));
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(record)).toBe(false);
  });
});

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return String(port);
}
