import { build, formatMessages } from 'esbuild';
import type { BuildFailure, BuildOptions, Plugin } from 'esbuild';
import { TuneformError } from '../kernel';

const OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // esbuild can drop unused code only from a library's ES modules.
  mainFields: ['module', 'main'] as string[],
  // Code that is compiled at run time, or embedded in Node, cannot use import(): it requires.
  supported: { 'dynamic-import': false },
  charset: 'ascii',
  legalComments: 'none',
  write: false,
  // The function throws errors instead.
  logLevel: 'silent',
} as const satisfies BuildOptions;

export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
  /**
   * Classes and functions keep their names, for libraries that read them. Every closure is then named each time it is
   * created, which is a third of the cost of a provider's call. Our own classes therefore name themselves where it
   * matters. @default false
   */
  readonly keepNames?: boolean;
}

/**
 * Bundles `entry` and all its imports into the text of one CommonJS module in ASCII.
 *
 * @throws {TuneformError} `BUNDLE_FAILED`, with the place of every mistake
 */
export async function bundleProgram(
  entry: string,
  { plugins = [], keepNames = false }: BundleOptions = {},
): Promise<string> {
  try {
    const { outputFiles } = await build({
      ...OPTIONS,
      keepNames,
      entryPoints: [entry],
      plugins: [...plugins],
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw await notBundled(entry, error as BuildFailure);
  }
}

async function notBundled(entry: string, failure: BuildFailure): Promise<TuneformError> {
  const places = await formatMessages(failure.errors, { kind: 'error' });
  return new TuneformError(`${entry} could not be bundled.\n${places.join('\n').trimEnd()}\n`, {
    code: 'BUNDLE_FAILED',
    summary: 'Provider Not Bundled',
    cause: failure,
  });
}
