import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runProgramAtOnce } from '../machine';
import { packageFolder } from './package-folder';
import { providerVersion } from './provider-version';

/** Sources of the provider, as paths from the package's folder. */
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

/**
 * Builds the executable at its path.
 *
 * @throws If the build fails
 */
export type BuildProvider = (root: string) => void;

/**
 * Returns the built provider of this package. If its sources are present, builds it when it is missing or older than
 * they are.
 *
 * @throws With the builder's own message and the remedy, if there is none and it cannot be built
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

/**
 * Returns the time of the last write of a file, or of the newest file below a folder, in milliseconds; 0 if there is
 * none.
 */
function modifiedAt(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...below.map((name) => statSync(join(path, name)).mtimeMs));
}
