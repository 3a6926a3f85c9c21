import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { buildProvider } from '../build-provider';
import { bundled } from './bundled';
import { writeCliPackage } from './cli-package';
import { writeConstructsPackage } from './constructs-package';
import { declarationsOf } from './declarations';
import { writeLicences } from './manifest';
import { CLI_PACKAGE, CONSTRUCTS_PACKAGES, OUTPUT, ROOT, tarball } from './packages';
import { writeProviderRelease } from './provider-release';

/**
 * Builds everything that a release publishes: the npm packages as tarballs, the provider's release and its mirror.
 *
 * @param key of gpg, that signs the provider's checksums. @default - not signed
 */
export async function packAll(key?: string): Promise<void> {
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
