import { build, formatMessages } from 'esbuild';
import type { BuildFailure, BuildOptions, Plugin } from 'esbuild';
import { TuneformError } from '../kernel';
import { ownFolders } from './own-folders';

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
   * matters.
   * @default false
   */
  readonly keepNames?: boolean;
  /**
   * The executable's path, for a program that stays beside its sources: packages are required from where they are installed,
   * names stay readable, and `__dirname` is still the folder of the source that says it.
   *
   * @default - the program needs nothing but Node, wherever it goes
   */
  readonly beside?: string;
}

/**
 * Bundles `entry` and all its imports into the text of one CommonJS module in ASCII.
 *
 * @throws {TuneformError} `BUNDLE_FAILED`, with the place of every mistake
 */
export async function bundleProgram(
  entry: string,
  { plugins = [], keepNames = false, beside }: BundleOptions = {},
): Promise<string> {
  try {
    const { outputFiles } = await build({
      ...OPTIONS,
      ...(beside === undefined ? {} : { packages: 'external', minify: false }),
      keepNames,
      entryPoints: [entry],
      plugins: [...plugins, ...(beside === undefined ? [] : [ownFolders(beside)])],
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
