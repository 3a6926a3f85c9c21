import { build, formatMessages } from 'esbuild';
import type { BuildFailure, BuildOptions, Plugin } from 'esbuild';
import { TuneformError } from '../kernel';

const OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A library's ES modules are the ones that what nobody uses can be dropped from.
  mainFields: ['module', 'main'] as string[],
  // Code that is compiled by hand, or lies inside Node, cannot import(): it requires.
  supported: { 'dynamic-import': false },
  charset: 'ascii',
  legalComments: 'none',
  write: false,
  // Errors are thrown.
  logLevel: 'silent',
} as const satisfies BuildOptions;

export interface BundleOptions {
  readonly plugins?: readonly Plugin[];
  /**
   * Classes and functions keep their names, for libraries that read them. Every closure is then named each time it is
   * made, which is a third of what a provider's call costs, so our own classes name themselves where it matters.
   *
   * @default false
   */
  readonly keepNames?: boolean;
}

/**
 * The program that `entry` and all that it imports make, as the text of one CommonJS module in ASCII. Rejects with
 * `BUNDLE_FAILED` and the place of every mistake.
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
