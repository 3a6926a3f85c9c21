import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkProcess } from '../../../modules/conformance';
import type { Finding } from '../../../modules/conformance';
import { bundle } from '../plugin/bundle';
import type { Bundle } from '../plugin/bundle';

let built: Bundle;
let folder: string;
beforeAll(async () => {
  built = await bundle(join(__dirname, '../plugin/corner-main.ts'), 'terraform-provider-corner_v0.0.1');
});
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-process-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stands = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('conform-'));

/** An executable with this content. */
function executable(content: string, directory = folder): string {
  const file = join(directory, 'terraform-provider-other_v0.0.1');
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
}

it('finds nothing wrong with a provider made with the framework, and leaves nothing behind', async () => {
  const before = stands();
  const findings = await checkProcess(built.executable);
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual([
    'started by hand',
    'handshake',
    'socket directory',
    'plaintext',
    'strangers',
    'standard output',
    'interrupt',
    'shutdown',
    'parent',
  ]);
  expect(findings[0]?.message).toContain('This program is a Terraform provider');
  expect(stands()).toEqual(before);
});

const WRITE = `
  const fs = require('node:fs');
  const write = fs.writeSync;
`;

interface Faulty {
  readonly does: string;
  /** What runs before the provider. */
  readonly patch: string;
  /** The checks that find something, and what they say. */
  readonly fails: Readonly<Record<string, RegExp>>;
}

const FAULTY: readonly Faulty[] = [
  {
    does: 'exits with 0 when it is started by hand',
    patch: 'const exit = process.exit; process.exit = () => exit(0);',
    fails: { 'started by hand': /exited with 0/ },
  },
  {
    does: 'says nothing when it is started by hand',
    patch: 'if (!process.env.TF_PLUGIN_MAGIC_COOKIE) process.exit(1);',
    fails: { 'started by hand': /nothing readable/ },
  },
  {
    does: 'explains itself on standard output',
    patch: `if (!process.env.TF_PLUGIN_MAGIC_COOKIE) { console.log('This is a provider'); process.exit(1); }`,
    fails: { 'started by hand': /standard output: "This is a provider/ },
  },
  {
    does: 'speaks an older protocol',
    patch: `${WRITE} fs.writeSync = (fd, text) => write(fd, text.replace('1|6|', '1|5|'));`,
    fails: { handshake: /protocol "5", not 6/ },
  },
  {
    does: 'offers no certificate',
    patch: 'delete process.env.PLUGIN_CLIENT_CERT;',
    fails: { handshake: /no certificate/ },
  },
  {
    does: 'lets others see its socket',
    patch: `${WRITE}
        const make = fs.mkdtempSync;
        fs.mkdtempSync = (prefix) => { const made = make(prefix); fs.chmodSync(made, 0o755); return made; };`,
    fails: { 'socket directory': /mode 0755, not 0700/ },
  },
  {
    does: 'accepts plaintext although it offered a certificate',
    patch: `const http2 = require('node:http2'); http2.createSecureServer = http2.createServer;`,
    fails: {
      plaintext: /accepts a connection without TLS/,
      strangers: /even the certificate/,
      'standard output': /./,
      interrupt: /./,
      shutdown: /still running/,
    },
  },
  {
    does: 'lets strangers in',
    patch: `const http2 = require('node:http2');
        const make = http2.createSecureServer;
        http2.createSecureServer = (options) => make({ ...options, rejectUnauthorized: false });
        Buffer.prototype.equals = () => true;`,
    fails: { strangers: /accepts a client with another certificate/ },
  },
  {
    does: 'writes a second line',
    patch: `${WRITE} fs.writeSync = (fd, text) => { write(fd, text); write(fd, 'listening\\n'); };`,
    fails: { 'standard output': /"listening\\n"/ },
  },
  {
    does: 'dies of Ctrl-C',
    patch: `process.on('SIGINT', () => process.exit(130));`,
    fails: { interrupt: /ended on SIGINT/ },
  },
  {
    does: 'does not go',
    patch: 'if (process.env.TF_PLUGIN_MAGIC_COOKIE) process.exit = () => {};',
    fails: { shutdown: /still running/, parent: /still running/ },
  },
  {
    does: 'leaves its socket behind',
    patch: `${WRITE} fs.rmSync = () => {};`,
    fails: { shutdown: /left this behind: terraform-plugin-/ },
  },
  {
    does: 'does not notice that its parent is gone',
    patch: `Object.defineProperty(process, 'ppid', { get: () => 1 });`,
    fails: { parent: /still running 2 s after/ },
  },
];

describe('a provider that', () => {
  /** How many are checked at a time; a check mostly waits for a process. */
  const AT_A_TIME = 3;
  const found = new Map<Faulty, readonly Finding[]>();

  beforeAll(async () => {
    const waiting = [...FAULTY];
    const check = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const own = mkdtempSync(join(tmpdir(), 'check-faulty-'));
        try {
          const program = `#!/usr/bin/env node\n${next.patch}\nrequire(${JSON.stringify(built.executable)});\n`;
          found.set(next, await checkProcess(executable(program, own)));
        } finally {
          rmSync(own, { recursive: true });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, check));
  });

  it.each(FAULTY)('$does is found out', (faulty) => {
    const wrong = found.get(faulty)?.filter(({ ok }) => !ok) ?? [];
    expect(wrong.map(({ check }) => check)).toEqual(Object.keys(faulty.fails));
    for (const { check, message, remedy } of wrong) {
      expect(message).toMatch(faulty.fails[check] ?? /never/);
      expect(remedy).toMatch(/\w+ \w+/);
    }
  });

  it('leaves nothing of its checks behind', () => {
    expect(stands()).toEqual([]);
  });
});

it('says so when the file is no program at all', async () => {
  const findings = await checkProcess(executable('#!/no/such/interpreter\n'));
  expect(findings.map(({ check, ok }) => [check, ok])).toEqual([
    ['started by hand', false],
    ['handshake', false],
  ]);
});

it('rejects a missing file and one that is not executable', async () => {
  const file = executable('text');
  chmodSync(file, 0o644);
  await expect(checkProcess(file)).rejects.toMatchObject({ code: 'NOT_EXECUTABLE' });
  await expect(checkProcess(folder)).rejects.toMatchObject({ code: 'NOT_EXECUTABLE' });
  await expect(checkProcess(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'EXECUTABLE_NOT_FOUND' });
});
