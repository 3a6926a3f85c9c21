import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { bundleProgram, writeExecutable } from '../modules/bundle';
import { version } from '../package.json';

const ROOT = resolve(__dirname, '..');

/** The result of a build. */
export interface BuiltProvider {
  /** Absolute path of the executable. */
  readonly executable: string;
  readonly version: string;
}

/**
 * Bundles the provider into one executable file, `terraform-provider-tuneform_v<version>`, that needs only Node. The
 * AWS SDK is a chunk of its own that is evaluated on first use, because Terraform starts the provider several times per
 * command and most of those starts make no AWS call.
 *
 * @param directory folder for the file.
 * @default - `dist`
 */
export async function buildProvider(directory = join(ROOT, 'dist')): Promise<BuiltProvider> {
  const executable = join(directory, `terraform-provider-tuneform_v${version}`);
  await writeExecutable(executable, await providerProgram());
  return { executable, version };
}

/** Returns the provider as the text of one CommonJS module. */
export function providerProgram(): Promise<string> {
  return bundleProgram(join(ROOT, 'modules/provider/main.ts'), { plugins: [awsSdkApart] });
}

/**
 * Bundles `modules/aws/sdk.ts`, `s3-sdk.ts` and `logs-sdk.ts` by themselves first. Only this way does esbuild drop unused commands: inside a
 * lazily evaluated module it has to keep everything.
 */
export const awsSdkApart: Plugin = {
  name: 'aws-sdk-apart',
  setup(outer) {
    outer.onLoad({ filter: /[\\/]modules[\\/]aws[\\/](?:s3-|logs-)?sdk\.ts$/ }, async ({ path }) => {
      // The SDK distinguishes its own classes by their names.
      const program = await bundleProgram(path, { keepNames: true });
      return { contents: path.endsWith('-sdk.ts') ? packed(program) : program, loader: 'js' };
    });
  },
};

/**
 * Returns code that unpacks a program when it is first required. Every start reads, checks and parses the whole executable, but
 * few of them need this program.
 */
function packed(program: string): string {
  const text = brotliCompressSync(program).toString('base64');
  return `
    const text = require('node:zlib').brotliDecompressSync(Buffer.from('${text}', 'base64')).toString();
    new Function('module', 'exports', 'require', text)(module, exports, require);`;
}

if (require.main === module) {
  void buildProvider().then(({ executable }) => console.log(executable));
}
