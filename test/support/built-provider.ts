import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../modules/kernel';
import { withFileLock } from '../../modules/machine';
import { buildProvider } from '../../scripts/build-provider';
import { version } from '../../package.json';

const ROOT = join(__dirname, '../..');
/** What goes into the executable, and how: a folder stands for all sources below it. */
const SOURCES = ['modules', 'scripts/build-provider.ts', 'package.json', 'node_modules/.package-lock.json'];
const CACHE = join(ROOT, 'node_modules/.cache/tuneform-provider');
const KEPT_MS = 24 * 3600 * 1000;

/**
 * Returns the path of the provider's executable, in a folder that holds nothing else. It is built once for all test files that
 * run on the same sources, because a build takes seconds. Read it; to change it, build one of your own.
 */
export async function builtProvider(): Promise<string> {
  const key = sourcesDigest();
  const folder = join(CACHE, key);
  const executable = join(folder, `terraform-provider-tuneform_v${version}`);
  if (existsSync(executable)) return executable;
  const lock = { clock: systemClock, signal: AbortSignal.timeout(120_000), onWait: () => undefined };
  await withFileLock(`${folder}.lock`, lock, async () => {
    if (existsSync(executable)) return;
    sweep();
    await buildProvider(folder);
  });
  return executable;
}

function sourcesDigest(): string {
  const digest = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf)) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return digest.digest('hex').slice(0, 20);
}

/** Returns a file, or all files below a folder, as paths from the root and in one order. */
function filesOf(path: string): readonly string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .map((entry) => ({ entry, inside: `${path}/${entry.name}` }))
    .flatMap(({ entry, inside }) => (entry.isDirectory() ? filesOf(inside) : [inside]))
    .sort();
}

/** Removes what was built of earlier sources, unless a run that is still under way may use it. */
function sweep(): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (lstatSync(path).mtimeMs < Date.now() - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
