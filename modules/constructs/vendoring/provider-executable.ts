import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder';
import { providerVersion } from './provider-version';

/**
 * The built provider of this package, building it first where it is missing or older than its sources.
 * Throws, with the builder's own words, when it cannot be built.
 */
export function providerExecutable(): string {
  const root = packageFolder();
  const executable = join(root, 'dist', `terraform-provider-tuneform_v${providerVersion()}`);
  const script = join(root, 'scripts', 'build-provider.ts');
  if (existsSync(executable) || !existsSync(script)) return checked(executable);
  const built = spawnSync(process.execPath, [require.resolve('tsx/cli'), script], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    throw new Error(
      `The Terraform provider could not be built. Run \`npm run build\` to see why.\n${built.stderr || built.stdout}`,
    );
  }
  return checked(executable);
}

function checked(executable: string): string {
  if (existsSync(executable)) return executable;
  throw new Error(`The Terraform provider is not built: ${executable} is missing. Run \`npm run build\`.`);
}
