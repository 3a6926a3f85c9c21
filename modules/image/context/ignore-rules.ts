import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import dockerIgnore from '@balena/dockerignore';

/** The rules of a `.dockerignore`. */
export interface IgnoreRules {
  /** The file with the rules; absent if there is none. */
  readonly file?: string;
  ignores(path: string): boolean;
  /** True if no `!` rule can include a path below an ignored folder. */
  readonly prunable: boolean;
}

/**
 * Reads `<dockerfile>.dockerignore`, or else `.dockerignore`, as builders do. Without either file the rules ignore nothing.
 */
export async function readIgnoreRules(folder: string, dockerfile: string): Promise<IgnoreRules> {
  for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const rules = dockerIgnore({ ignorecase: false }).add(text.replace(/^\uFEFF/, ''));
    return {
      file,
      ignores: (path) => rules.ignores(path),
      prunable: !text.split(/\r?\n/).some((line) => line.trim().startsWith('!')),
    };
  }
  return { ignores: () => false, prunable: true };
}
