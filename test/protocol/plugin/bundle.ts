import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** An executable made for a test. */
export interface Bundle {
  readonly executable: string;
  remove(): void;
}

/** Bundles a provider's main file the way a release does: one minified executable. */
export async function bundle(main: string, name: string): Promise<Bundle> {
  const directory = mkdtempSync(join(tmpdir(), 'plugin-bundle-'));
  const executable = join(directory, name);
  await build({
    entryPoints: [main],
    outfile: executable,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'error',
  });
  chmodSync(executable, 0o755);
  return { executable, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
