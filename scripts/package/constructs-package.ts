import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Declarations } from './declarations';
import { writeLicences, writeManifest } from './manifest';
import { ROOT, SOURCE_DIALECT } from './packages';
import type { ConstructsPackage, Dialect } from './packages';

const ENTRY = join(ROOT, 'modules/constructs/index.ts');

/** Writes a package of constructs into a folder: one file of JavaScript, its declarations, and the provider that it delivers. */
export async function writeConstructsPackage(
  folder: string,
  { name, dialect, peers, node }: ConstructsPackage,
  declarations: Declarations,
): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    outfile: join(folder, 'lib', 'index.js'),
    bundle: true,
    // Readable, for stack traces; the packages are the user's own.
    external: Object.keys(peers),
    metafile: true,
    alias: { [SOURCE_DIALECT.core]: dialect.core, [SOURCE_DIALECT.bindings]: dialect.bindings },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The builder of the provider is started where its sources are, and only there.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
  for (const [path, text] of declarations) {
    const file = join(folder, 'lib', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, inDialect(text, dialect));
  }
  writeLicences(folder, Object.keys(metafile.inputs));
  const types = './lib/constructs/index.d.ts';
  writeManifest(folder, {
    name,
    description: `Constructs for ${dialect.core} that declare SageMaker hyperparameter-tuning experiments, with their Terraform provider.`,
    main: './lib/index.js',
    types,
    exports: { '.': { types, default: './lib/index.js' }, './package.json': './package.json' },
    engines: { node },
    peerDependencies: peers,
  });
}

/** Returns declarations with the imports of another dialect. */
function inDialect(text: string, { core, bindings }: Dialect): string {
  return text
    .replaceAll(`'${SOURCE_DIALECT.core}'`, `'${core}'`)
    .replaceAll(`'${SOURCE_DIALECT.bindings}/`, `'${bindings}/`);
}
