import { join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleProgram, writeExecutable } from '../modules/bundle';
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
  await writeExecutable(executable, await providerProgram());
  return { executable, version };
}

/** The provider as the text of one CommonJS module. */
export function providerProgram(): Promise<string> {
  return bundleProgram(join(ROOT, 'modules/provider/main.ts'), { plugins: [awsSdkApart] });
}

/**
 * Bundles `modules/aws/sdk.ts` by itself first. Only then are the commands nobody uses left out: inside a
 * lazily evaluated module esbuild has to keep everything.
 */
export const awsSdkApart: Plugin = {
  name: 'aws-sdk-apart',
  setup(outer) {
    outer.onLoad({ filter: /[\\/]modules[\\/]aws[\\/]sdk\.ts$/ }, async ({ path }) => {
      // The SDK tells its own classes apart by their names.
      return { contents: await bundleProgram(path, { keepNames: true }), loader: 'js' };
    });
  },
};

if (require.main === module) {
  void buildProvider().then(({ executable }) => console.log(executable));
}
