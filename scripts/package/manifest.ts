import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { license, version } from '../../package.json';
import { ROOT } from './packages';

/** Writes what every package has: its manifest, with the version and the licence of the project, and its README. */
export function writeManifest(
  folder: string,
  manifest: { readonly name: string; readonly description: string } & Readonly<Record<string, unknown>>,
): void {
  mkdirSync(folder, { recursive: true });
  const { name, description, ...rest } = manifest;
  const all = { name, version, description, license, keywords: KEYWORDS, type: 'commonjs', ...rest };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(all, undefined, 2)}\n`);
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(ROOT, 'scripts/package/readme', `${name}.md`), join(folder, 'README.md'));
}

const KEYWORDS = ['sagemaker', 'hyperparameter-tuning', 'cdktf', 'terraform'];

/** Writes the licences of the packages whose code is in a bundle. */
export function writeLicences(folder: string, inputs: readonly string[]): void {
  const packages = new Set(
    inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((path) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as Named;
    return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${licenceIn(path)}`;
  });
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

interface Named {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

function licenceIn(path: string): string {
  const names = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENSE-MIT.txt', 'license', 'LICENCE'];
  for (const name of names) {
    try {
      return `${readFileSync(join(ROOT, path, name), 'utf8').trim()}\n`;
    } catch {
      // The next name.
    }
  }
  return '(The package contains no text of its licence.)\n';
}
