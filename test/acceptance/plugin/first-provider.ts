import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const guides = join(__dirname, '../../../docs/guides');
const page = readFileSync(join(guides, 'your-first-provider.md'), 'utf8');

/** The first block in a language on the guide's page: its program in `ts`, its configuration in `hcl`. */
export function blockOf(language: 'ts' | 'hcl'): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
}

/** Bundles the guide's program the way the guide says. */
export async function buildFirstProvider(executable: string): Promise<void> {
  mkdirSync(dirname(executable), { recursive: true });
  await build({
    stdin: { contents: blockOf('ts'), resolveDir: guides, loader: 'ts' },
    outfile: executable,
    bundle: true,
    minify: true,
    platform: 'node',
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(executable, 0o755);
}
