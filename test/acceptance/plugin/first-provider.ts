import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram, writeExecutable } from '../../../modules/bundle';

const guides = join(__dirname, '../../../docs/guides');
const page = readFileSync(join(guides, 'your-first-provider.md'), 'utf8');
const FRAMEWORK = "'../../modules/plugin'";

/** The first block in a language on the guide's page: its program in `ts`, its configuration in `hcl`. */
export function blockOf(language: 'ts' | 'hcl'): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
}

/** Writes the guide's program somewhere else, with the import adjusted. */
export function writeFirstProvider(file: string): void {
  const framework = JSON.stringify(join(guides, '../../modules/plugin'));
  writeFileSync(file, blockOf('ts').replace(FRAMEWORK, framework));
}

/** Builds the guide's program the way the guide says. */
export async function buildFirstProvider(executable: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'first-provider-'));
  const main = join(folder, 'main.ts');
  writeFirstProvider(main);
  await writeExecutable(executable, await bundleProgram(main));
  rmSync(folder, { recursive: true });
}
