import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { ownPlatform } from '../../../modules/conformance';
import { hasSystemProgram } from '../../support/system-program';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { blockOf, buildFirstProvider } from '../plugin/first-provider';
import { Workspace } from '../plugin/terraform';

const PLATFORM = ownPlatform();
const ZIP = `terraform-provider-first_0.1.0_${PLATFORM}.zip`;
const SUMS = 'terraform-provider-first_0.1.0_SHA256SUMS';
const MANIFEST = 'terraform-provider-first_0.1.0_manifest.json';

let folder: string;
let executable: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provider-package-'));
  executable = join(folder, 'first');
  await buildFirstProvider(executable);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const terminal = collectingTerminal(folder, env);
  const code = await main(['provider', 'package', ...args], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

const pack = (out: string, ...more: readonly string[]) =>
  run(['first', '--name', 'first', '--version', '0.1.0', '--out', out, ...more]);

const bytes = (...path: readonly string[]): Buffer => readFileSync(join(folder, ...path));

describe('tuneform provider package', () => {
  it('writes a release that Terraform installs from a packed mirror and plans with', async () => {
    expect(await pack('release')).toMatchObject({ code: 0, stdout: [ZIP, MANIFEST, SUMS].join('\n') });
    const workspace = new Workspace({});
    try {
      const mirror = join(workspace.directory, 'mirror', 'registry.terraform.io/example/first');
      mkdirSync(mirror, { recursive: true });
      renameSync(join(folder, 'release', ZIP), join(mirror, ZIP));
      const configuration = join(workspace.directory, 'mirror.tfrc');
      writeFileSync(
        configuration,
        `provider_installation {
          filesystem_mirror { path = ${JSON.stringify(join(workspace.directory, 'mirror'))} }
        }`,
      );
      workspace.environment['TF_CLI_CONFIG_FILE'] = configuration;
      workspace.write(blockOf('hcl'));
      expect(await workspace.succeed('init', '-no-color')).toContain('first v0.1.0');
      expect(await workspace.planExitCode()).toBe(2);
    } finally {
      workspace.remove();
    }
  });

  it('holds the program alone, under its name and executable, in a zip that any unzip reads', async () => {
    await pack('held');
    const target = mkdtempSync(join(folder, 'unzipped-'));
    execFileSync('unzip', ['-q', join(folder, 'held', ZIP), '-d', target]);
    expect(readdirSync(target)).toEqual(['terraform-provider-first_v0.1.0']);
    const program = join(target, 'terraform-provider-first_v0.1.0');
    expect(readFileSync(program)).toEqual(readFileSync(executable));
    // It starts without further ado, and refuses to be started by hand.
    expect(spawnSync(program).status).toBe(1);
    expect(execFileSync('unzip', ['-Z', join(folder, 'held', ZIP)], { encoding: 'utf8' })).toContain(
      '-rwxr-xr-x',
    );
  });

  it('lists the checksum of every file, also of platforms that were packaged before', async () => {
    await pack('several', '--os', 'linux', 'darwin', '--arch', 'arm64', 'amd64');
    await pack('several', '--os', 'freebsd', '--arch', 'amd64');
    const list = bytes('several', SUMS).toString();
    const names = readdirSync(join(folder, 'several')).filter((name) => name !== SUMS);
    expect(names).toHaveLength(6);
    expect(list).toBe(
      names
        .sort()
        .map((name) => `${createHash('sha256').update(bytes('several', name)).digest('hex')}  ${name}\n`)
        .join(''),
    );
    expect(JSON.parse(bytes('several', MANIFEST).toString())).toEqual({
      version: 1,
      metadata: { protocol_versions: ['6.0'] },
    });
  });

  it('gives the same bytes for the same program, in whichever time zone', async () => {
    await pack('once');
    const bin = join(__dirname, '../../../modules/cli/bin/tuneform.js');
    const args = [
      'provider',
      'package',
      'first',
      '--name',
      'first',
      '--version',
      '0.1.0',
      '--out',
      'again',
      '--json',
    ];
    const json = execFileSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Pacific/Auckland' },
    });
    expect(JSON.parse(json)).toMatchObject({ name: 'first', files: [ZIP, MANIFEST, SUMS] });
    expect(bytes('again', ZIP)).toEqual(bytes('once', ZIP));
    expect((await pack('once')).code).toBe(0);
  });

  it('adds the release to a mirror, beside the versions that are there', async () => {
    const address = 'registry.terraform.io/example/first';
    const more = ['--mirror', 'mirror', '--address', address];
    const older = ['first', '--name', 'first', '--version', '0.0.9', '--out', 'older', ...more];
    expect(await run(older)).toMatchObject({ code: 0 });
    expect(await pack('mirrored', '--os', 'linux', '--arch', 'amd64', 'arm64')).toMatchObject({ code: 0 });
    // A platform of an earlier call is in the mirror too.
    expect(await pack('mirrored', '--os', 'darwin', '--arch', 'arm64', ...more)).toMatchObject({ code: 0 });
    const json = (file: string): unknown => JSON.parse(bytes('mirror', address, file).toString());
    expect(json('index.json')).toEqual({ versions: { '0.0.9': {}, '0.1.0': {} } });
    const program = createHash('sha256').update(readFileSync(executable)).digest('hex');
    const list = createHash('sha256').update(`${program}  terraform-provider-first_v0.1.0\n`);
    const h1 = `h1:${list.digest('base64')}`;
    const archives = ['darwin_arm64', 'linux_amd64', 'linux_arm64'].map((platform) => {
      const url = `terraform-provider-first_0.1.0_${platform}.zip`;
      expect(bytes('mirror', address, url)).toEqual(bytes('mirrored', url));
      const zh = `zh:${createHash('sha256').update(bytes('mirrored', url)).digest('hex')}`;
      return [platform, { url, hashes: [h1, zh] }];
    });
    expect(json('0.1.0.json')).toEqual({ archives: Object.fromEntries(archives) as object });
  });

  it('rejects to change a release', async () => {
    await pack('fixed');
    const before = bytes('fixed', SUMS);
    writeFileSync(join(folder, 'other'), '#!/usr/bin/env node\n// another program\n');
    chmodSync(join(folder, 'other'), 0o755);
    const { code, stderr } = await run(['other', '--name', 'first', '--version', '0.1.0', '--out', 'fixed']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/exists with other content.*\[RELEASE_DIFFERS\]/s);
    expect(bytes('fixed', SUMS)).toEqual(before);
  });
});

describe('tuneform provider package rejects', () => {
  const base = { name: 'first', version: '0.1.0', file: 'first', more: [] as readonly string[] };
  it.each([
    {
      ...base,
      file: 'missing',
      code: 1,
      says: /does not exist.*EXECUTABLE_NOT_FOUND/s,
      why: 'a missing file',
    },
    { ...base, file: 'plain', code: 1, says: /NOT_EXECUTABLE/, why: 'a file that may not be executed' },
    {
      ...base,
      version: 'v1',
      code: 2,
      says: /"v1" is not a semantic version/,
      why: 'a version of another kind',
    },
    { ...base, version: '1.0', code: 2, says: /"1\.0" is not a semantic version/, why: 'half a version' },
    { ...base, name: 'First_One', code: 2, says: /cannot be the name/, why: 'a name that is none' },
    { ...base, more: ['--os', 'beos'], code: 2, says: /no Terraform for "beos"/, why: 'an unknown system' },
    {
      ...base,
      more: ['--os', 'darwin', '--arch', '386'],
      code: 2,
      says: /no Terraform for "386" on darwin/,
      why: 'an architecture that the system has not',
    },
    {
      ...base,
      more: ['--os', 'windows', '--arch', 'amd64'],
      code: 1,
      says: /is a script, which windows cannot start.*WRONG_PLATFORM/s,
      why: 'a script for Windows',
    },
    {
      ...base,
      more: ['--mirror', 'refused'],
      code: 2,
      says: /--address HOST\/NAMESPACE\/first.*it is ""/s,
      why: 'a mirror without an address',
    },
    {
      ...base,
      more: ['--mirror', 'refused', '--address', 'example/first'],
      code: 2,
      says: /it is "example\/first"/,
      why: 'an address without a host',
    },
    {
      ...base,
      more: ['--mirror', 'refused', '--address', 'registry.terraform.io/example/other'],
      code: 2,
      says: /it is "registry\.terraform\.io\/example\/other"/,
      why: "another provider's address",
    },
    {
      ...base,
      more: ['--sign', 'nobody@nowhere.invalid'],
      code: 1,
      says: /no secret key "nobody@nowhere\.invalid".*SIGNING_KEY_UNKNOWN/s,
      why: 'a key that gpg does not have',
    },
  ])('$why, and writes nothing', async ({ file, name, version, more, code, says }) => {
    writeFileSync(join(folder, 'plain'), 'text', { mode: 0o644 });
    const outcome = await run([file, '--name', name, '--version', version, '--out', 'refused', ...more]);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(says);
    expect(readdirSync(folder)).not.toContain('refused');
  });

  it('to sign where there is no gpg', async () => {
    const args = ['first', '--name', 'first', '--version', '0.1.0', '--out', 'refused', '--sign', 'me'];
    const { code, stderr } = await run(args, { ...process.env, PATH: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/not on the PATH.*GPG_MISSING/s);
  });
});

const hasGpg = hasSystemProgram('gpg', { package: 'gnupg', untested: 'Signing a release' });

if (hasGpg) {
  describe('tuneform provider package --sign', () => {
    it('adds a binary signature that gpg verifies, and demands it once it is there', async () => {
      // Short: gpg's agent listens on a socket in its home.
      const home = mkdtempSync('/tmp/gpg-');
      const env = { ...process.env, GNUPGHOME: home };
      const gpg = (...args: readonly string[]) =>
        spawnSync('gpg', ['--batch', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
          env,
          encoding: 'utf8',
        });
      try {
        gpg('--quick-generate-key', 'author@example.com', 'rsa2048', 'sign', 'never');
        const args = ['first', '--name', 'first', '--version', '0.1.0', '--out', 'signed'];
        expect(await run([...args, '--sign', 'author@example.com'], env)).toMatchObject({ code: 0 });
        const signature = join(folder, 'signed', `${SUMS}.sig`);
        expect(readFileSync(signature).readUInt8(0) & 0x80).toBe(0x80);
        expect(gpg('--verify', signature, join(folder, 'signed', SUMS)).status).toBe(0);
        const other = await run([...args, '--os', 'freebsd', '--arch', 'amd64'], env);
        expect(other.stderr).toMatch(/would no longer match/);
        expect(gpg('--verify', signature, join(folder, 'signed', SUMS)).status).toBe(0);
      } finally {
        spawnSync('gpgconf', ['--kill', 'gpg-agent'], { env });
        rmSync(home, { recursive: true, force: true });
      }
    });
  });
}
