import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HOST_ENVIRONMENT } from '../../../modules/conformance';
import { isAlive, waitUntilGone } from '../../../modules/machine';
import { systemClock } from '../../../modules/kernel';
import { createCertificate } from '../../../modules/plugin';
import { bundle } from './bundle';
import type { Bundle } from './bundle';
import { call, PluginHost } from './plugin-host';

let built: Bundle;
let folder: string;
let host: PluginHost | undefined;

beforeAll(async () => {
  built = await bundle(join(__dirname, 'deserted-main.ts'), 'terraform-provider-corner_v0.0.1');
});
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-start-'));
});
afterEach(async () => {
  await host?.dispose();
  host = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = (environment: Readonly<Record<string, string>> = {}): PluginHost =>
  (host = new PluginHost(built.executable, environment));

const HOST = {
  PATH: process.env['PATH'],
  TF_PLUGIN_CODE_CACHE: 'off',
  TMPDIR: tmpdir(),
  ...HOST_ENVIRONMENT,
  PLUGIN_CLIENT_CERT: createCertificate(systemClock.now(), 'client').pem,
};

describe('a provider that cannot start', () => {
  it.each([
    {
      why: 'the host shows no certificate',
      environment: { PLUGIN_CLIENT_CERT: 'none' },
      reason: 'does not contain a certificate in PEM form',
    },
    {
      why: 'the group of the socket does not exist',
      environment: { PLUGIN_UNIX_SOCKET_GROUP: 'no such group' },
      reason: 'the group "no such group" that PLUGIN_UNIX_SOCKET_GROUP names: the group does not exist',
    },
    {
      why: 'the host knows only older protocols',
      environment: { PLUGIN_PROTOCOL_VERSIONS: '4,5' },
      reason: 'speaks plugin protocol 6, but the program that started it supports 4, 5',
    },
  ])(
    'says in one line for the host that $why, exits with 1 and leaves nothing',
    ({ environment, reason }) => {
      const env = { ...HOST, TMPDIR: folder, ...environment };
      const { status, stdout, stderr } = spawnSync(built.executable, { env, encoding: 'utf8' });
      expect([status, stdout.trimEnd()]).toEqual([1, expect.stringContaining(reason)]);
      expect(stdout).toMatch(/^The provider cannot start: .*\n$/);
      expect(stderr).toBe(stdout);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('a temporary folder that is of no use', () => {
  it.each([
    { what: 'is gone', make: () => join(folder, 'gone') },
    {
      what: 'is a file',
      make: () => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file');
      },
    },
    {
      what: 'has too long a name',
      make: () => {
        mkdirSync(join(folder, 'é'.repeat(50)));
        return join(folder, 'é'.repeat(50));
      },
    },
    {
      what: 'may not be written to',
      make: () => {
        // Root may write anywhere but to a file system that is read-only for all.
        if (process.getuid?.() === 0) return '/proc';
        chmodSync(folder, 0o500);
        return folder;
      },
    },
  ])('that $what is passed over for one that works', async ({ make }) => {
    const { socketPath } = await start({ TMPDIR: make(), PLUGIN_UNIX_SOCKET_DIR: '' }).handshake();
    expect(dirname(dirname(socketPath))).toBe('/tmp');
    expect((await call(await host!.client(), 'GetMetadata', {})).resources).not.toHaveLength(0);
    chmodSync(folder, 0o700);
  });
});

describe('a provider without a host', () => {
  it('leaves when no host has connected in time', async () => {
    start({ TEST_CONNECT_MS: '1' });
    await host!.handshake();
    expect(await host!.exit()).toBe(0);
  });

  it('leaves when the last connection has been closed', async () => {
    const client = await start().client();
    await call(client, 'GetMetadata', {});
    client.close();
    expect(await host!.exit()).toBe(0);
  });

  it('leaves when the host has gone before it could read where the socket is', async () => {
    const child = spawn(built.executable, { env: HOST, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
  });

  it('does not need standard input', async () => {
    const child = spawn(built.executable, { env: HOST, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.destroy();
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    );
    expect(line).toMatch(/^1\|6\|unix\|/);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  });
});

/** Starts the provider as a host would, says its number, and dies after `ms` milliseconds of its life. */
const SHORT_LIVED = `
  const child = require('node:child_process').spawn(process.argv[1], { stdio: ['ignore', 'pipe', 'ignore'] });
  require('node:fs').writeSync(1, child.pid + '\\n');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(process.argv[2]));
`;

describe('a provider whose host is killed', () => {
  it.each([0, 20, 40, 60, 80, 100, 150, 300])('%i ms after it was started ends as well', async (ms) => {
    const child = spawn(process.execPath, ['-e', SHORT_LIVED, built.executable, String(ms)], {
      env: { ...HOST, TEST_CONNECT_MS: '3000' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(Number(data))),
    );
    const gone = await waitUntilGone(pid, 60_000, systemClock);
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    expect(gone).toBe(true);
  });
});
