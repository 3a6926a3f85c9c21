import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import dockerIgnore from '@balena/dockerignore';

/** What a `.dockerignore` says about the paths of a folder. */
export interface IgnoreRules {
  /** The file the rules came from; absent where there is none. */
  readonly file?: string;
  ignores(path: string): boolean;
  /** True when nothing below an ignored folder can be let back in by a `!` rule. */
  readonly prunable: boolean;
}

/**
 * Reads `<dockerfile>.dockerignore`, or else `.dockerignore`, the order in which builders look. Without either,
 * nothing is ignored.
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
