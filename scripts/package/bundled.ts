import { build } from 'esbuild';
import { CLI_PACKAGE, ROOT } from './packages';

export interface Bundled {
  readonly text: string;
  /** Every source, as a path from the project's folder. */
  readonly inputs: readonly string[];
}

/** Bundles an entry with all packages but those that the command's package depends on. */
export async function bundled(entry: string): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // The starter compiles the program at run time, where there is no import().
    supported: { 'dynamic-import': false },
    external: [...Object.keys(CLI_PACKAGE.dependencies), ...Object.keys(CLI_PACKAGE.optionalPeers)],
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
    write: false,
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
  return { text: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}
