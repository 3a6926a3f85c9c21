import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { version } from '../package.json';

const ROOT = resolve(__dirname, '..');

/** What a build made. */
export interface BuiltProvider {
  /** Absolute path of the executable. */
  readonly executable: string;
  readonly version: string;
}

/**
 * Bundles the provider into one executable file, `terraform-provider-tuneform_v<version>`, that needs nothing but
 * Node. The AWS SDK lies in it as a chunk that is evaluated when first used, because Terraform starts the provider
 * several times per command and most of those starts call nobody.
 *
 * @param directory where the file goes. @default - `dist`
 */
export async function buildProvider(directory = join(ROOT, 'dist')): Promise<BuiltProvider> {
  const executable = join(directory, `terraform-provider-tuneform_v${version}`);
  await mkdir(dirname(executable), { recursive: true });
  await build({
    ...shared,
    entryPoints: [join(ROOT, 'modules/provider/main.ts')],
    outfile: executable,
    banner: { js: '#!/usr/bin/env node' },
    plugins: [awsSdkApart],
  });
  await chmod(executable, 0o755);
  return { executable, version };
}

const shared = {
  bundle: true,
  minify: true,
  // Names of errors and classes are read at run time: failures are classified by them.
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The SDK's ES modules are the ones that unused commands can be dropped from.
  mainFields: ['module', 'main'] as string[],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles `modules/aws/sdk.ts` by itself first. Only then are the commands nobody uses left out: inside a
 * lazily evaluated module esbuild has to keep everything.
 */
const awsSdkApart: Plugin = {
  name: 'aws-sdk-apart',
  setup(outer) {
    outer.onLoad({ filter: /[\\/]modules[\\/]aws[\\/]sdk\.ts$/ }, async ({ path }) => {
      const chunk = await build({ ...shared, entryPoints: [path], write: false });
      return { contents: chunk.outputFiles[0]?.text ?? '', loader: 'js' };
    });
  },
};

if (require.main === module) {
  void buildProvider().then(({ executable }) => console.log(executable));
}
