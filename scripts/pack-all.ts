/**
 * `npm run pack:all`: builds everything that a release publishes, into `dist/`: the npm packages as tarballs, the provider's
 * release and its mirror. It publishes nothing. `--sign KEY` signs the provider's checksums with gpg.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProvider } from './build-provider';
import { bundled } from './package/bundled';
import { writeCliPackage } from './package/cli-package';
import { writeConstructsPackage } from './package/constructs-package';
import { declarationsOf } from './package/declarations';
import { writeLicences } from './package/manifest';
import { CLI_PACKAGE, CONSTRUCTS_PACKAGES, OUTPUT, ROOT, tarball } from './package/packages';
import { writeProviderRelease } from './package/provider-release';

async function main(key: string | undefined): Promise<void> {
  for (const folder of Object.values(OUTPUT)) rmSync(folder, { recursive: true, force: true });
  const { executable } = await buildProvider();
  const declarations = declarationsOf(join(ROOT, 'modules/constructs/index.ts'));
  const { inputs } = await bundled('modules/provider/main.ts');
  for (const each of CONSTRUCTS_PACKAGES) {
    await packed(each.name, executable, async (folder) => {
      await writeConstructsPackage(folder, each, declarations);
      writeLicences(folder, inputs);
    });
  }
  await packed(CLI_PACKAGE.name, executable, async (folder) => {
    writeLicences(folder, [...inputs, ...(await writeCliPackage(folder))]);
  });
  await writeProviderRelease(executable, key);
}

/** Every package contains the provider where `modules/delivery` looks for it. */
async function packed(
  name: string,
  executable: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = join(OUTPUT.packages, name);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  copyFileSync(executable, join(folder, 'dist', basename(executable)));
  await write(folder);
  const options = ['--pack-destination', OUTPUT.packages, '--ignore-scripts', '--silent'];
  execFileSync('npm', ['pack', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = tarball(name);
  console.error(`${relative(ROOT, file)}  ${(statSync(file).size / 1e6).toFixed(2)} MB`);
}

const { values } = parseArgs({ options: { sign: { type: 'string' } } });
void main(values.sign).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
