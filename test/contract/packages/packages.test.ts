import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as constructs from '../../../modules/constructs';
import { version } from '../../../package.json';
import { writeCliPackage } from '../../../scripts/package/cli-package';
import { writeConstructsPackage } from '../../../scripts/package/constructs-package';
import { CLI_PACKAGE, CONSTRUCTS_PACKAGES, ROOT } from '../../../scripts/package/packages';
import type { ConstructsPackage } from '../../../scripts/package/packages';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@cdktf'), { recursive: true });
  for (const peer of ['cdktf', 'constructs', '@cdktf/provider-aws']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(modules, peer));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (name: string): ConstructsPackage => CONSTRUCTS_PACKAGES.find((each) => each.name === name)!;
const placed = (name: string): string => join(folder, 'node_modules', name);
const run = (code: string, ...options: readonly string[]): unknown =>
  JSON.parse(execFileSync(process.execPath, [...options, '-e', code], { cwd: folder, encoding: 'utf8' }));

const DIALECT = `export { App } from 'cdktf';\nexport { S3Object } from '@cdktf/provider-aws/lib/s3-object';\n`;

describe('the packages of constructs', () => {
  it('export by name what the sources export, to require and to import', async () => {
    await writeConstructsPackage(placed('tuneform'), named('tuneform'), new Map());
    const required = run(`console.log(JSON.stringify(Object.keys(require('tuneform'))))`);
    const imported = run(
      `import * as all from 'tuneform'; console.log(JSON.stringify(Object.keys(all)))`,
      '--input-type=module',
    );
    expect((required as string[]).toSorted()).toEqual(Object.keys(constructs).toSorted());
    expect(imported).toEqual(expect.arrayContaining(Object.keys(constructs)));
  });

  it('depend on nothing but peers, and require each', () => {
    const manifest = JSON.parse(readFileSync(join(placed('tuneform'), 'package.json'), 'utf8')) as object;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(packagesIn(readFileSync(join(placed('tuneform'), 'lib/index.js'), 'utf8'))).toEqual(
      Object.keys(named('tuneform').peers).toSorted(),
    );
  });

  it('speak the dialect of their tool, in code and declarations', async () => {
    const { peers } = named('tuneform-cdktn');
    const declarations = new Map([['constructs/dialect.d.ts', DIALECT]]);
    await writeConstructsPackage(placed('tuneform-cdktn'), named('tuneform-cdktn'), declarations);
    const lib = join(placed('tuneform-cdktn'), 'lib');
    expect(packagesIn(readFileSync(join(lib, 'index.js'), 'utf8'))).toEqual(Object.keys(peers).toSorted());
    expect(readFileSync(join(lib, 'constructs/dialect.d.ts'), 'utf8')).toBe(
      `export { App } from 'cdktn';\nexport { S3Object } from '@cdktn/provider-aws/lib/s3-object';\n`,
    );
  });
});

/** Returns the packages that code requires. */
function packagesIn(code: string): string[] {
  const found = Array.from(
    code.matchAll(/\brequire\("((?:@[^/"]+\/)?[^/"]+)/g),
    ([, name = '']) => name,
  ).filter((name) => !isBuiltin(name));
  return [...new Set(found)].toSorted();
}

describe('the package of the command', () => {
  it('runs from its own folder, with no package but its own', async () => {
    await writeCliPackage(placed(CLI_PACKAGE.name));
    const command = join(placed(CLI_PACKAGE.name), 'bin/tuneform.js');
    const tell = (...args: readonly string[]) =>
      execFileSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
    expect(tell('--version').trim()).toBe(version);
    expect(JSON.parse(tell('prices', 'show', '--json'))).toMatchObject({});
  });
});
