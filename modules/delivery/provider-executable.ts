import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runProgramAtOnce } from '../machine';
import { packageFolder } from './package-folder';
import { providerVersion } from './provider-version';

/** What the provider is built from, by path from the package's folder. */
const SOURCES = [
  ...[
    'aws',
    'bundle',
    'image',
    'kernel',
    'local-access',
    'machine',
    'plugin',
    'provider',
    'reconcile',
    'tuning',
  ].map((name) => `modules/${name}`),
  'package.json',
];

/** Makes the executable at the path it stands under; throws when it cannot. */
export type BuildProvider = (root: string) => void;

/**
 * The built provider of this package. Where its sources are at hand it is built when missing or older than they are.
 * Throws, with the builder's own words and the remedy, when there is none and none can be built.
 */
export function providerExecutable(
  root: string = packageFolder(),
  build: BuildProvider = runBuildScript,
): string {
  const executable = join(root, 'dist', `terraform-provider-tuneform_v${providerVersion()}`);
  const buildable = existsSync(join(root, 'scripts', 'build-provider.ts'));
  if (
    buildable &&
    modifiedAt(executable) < Math.max(...SOURCES.map((path) => modifiedAt(join(root, path))))
  ) {
    build(root);
  }
  if (existsSync(executable)) return executable;
  throw new Error(`The Terraform provider is not built: ${executable} is missing. Run \`npm run build\`.`);
}

function runBuildScript(root: string): void {
  const script = join(root, 'scripts', 'build-provider.ts');
  const { exitCode, stdout, stderr } = runProgramAtOnce({
    file: process.execPath,
    args: [require.resolve('tsx/cli'), script],
    directory: root,
    env: process.env,
  });
  if (exitCode === 0) return;
  throw new Error(
    `The Terraform provider could not be built; \`npm run build\` shows the same.\n${stderr || stdout}`,
  );
}

/** When a file, or the newest file below a folder, was last written, in milliseconds; 0 when there is none. */
function modifiedAt(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...below.map((name) => statSync(join(path, name)).mtimeMs));
}
