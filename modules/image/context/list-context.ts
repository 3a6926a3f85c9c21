import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import type { ContextEntry } from './context-entry';
import { imageError } from '../image-error';
import { readIgnoreRules, type IgnoreRules } from './ignore-rules';

/**
 * Returns every file and link of `folder` that its `.dockerignore` does not exclude, in byte order of their paths.
 *
 * Omits empty folders, because version control does not keep them and two clones would differ. Throws `IMAGE_FOLDER_ENTRY`
 * for absolute links, links out of the folder, sockets, pipes, devices and names that are not UTF-8. Also throws if the
 * folder is missing, is a file or has no files.
 */
export async function listContext(folder: string, dockerfile: string): Promise<readonly ContextEntry[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw imageError(
      'IMAGE_FOLDER_MISSING',
      found === undefined
        ? `Folder "${folder}" does not exist. Give the path of the folder that contains the Dockerfile.`
        : `"${folder}" is a file. Give the path of the folder that contains the Dockerfile.`,
    );
  }
  const rules = await readIgnoreRules(folder, dockerfile);
  const entries: ContextEntry[] = [];
  await walk({ folder, rules, entries }, '');
  if (entries.length === 0) {
    throw imageError(
      'IMAGE_FOLDER_EMPTY',
      rules.file === undefined
        ? `The folder "${folder}" contains no files, so no image can be made from it.`
        : `"${rules.file}" excludes every file of the folder "${folder}". Include the program with a "!" rule.`,
    );
  }
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

interface Walk {
  readonly folder: string;
  readonly rules: IgnoreRules;
  readonly entries: ContextEntry[];
}

async function walk(state: Walk, below: string): Promise<void> {
  for (const item of await readdir(join(state.folder, below), { withFileTypes: true })) {
    const path = below === '' ? item.name : `${below}/${item.name}`;
    const ignored = state.rules.ignores(path);
    if (item.isDirectory()) {
      if (!ignored || !state.rules.prunable) await walk(state, path);
    } else if (!ignored) {
      state.entries.push(await entryOf(state.folder, path, item));
    }
  }
}

async function entryOf(folder: string, path: string, item: Dirent): Promise<ContextEntry> {
  const absolutePath = join(folder, path);
  // Node replaces bytes that are not UTF-8, so the file could no longer be opened by its name.
  if (path.includes('\uFFFD')) throw unfit(absolutePath, 'has a name that is not UTF-8');
  if (item.isSymbolicLink()) {
    const target = await readlink(absolutePath);
    const leadsTo = posix.normalize(posix.join(posix.dirname(path), target));
    if (isAbsolute(target) || leadsTo === '..' || leadsTo.startsWith('../')) {
      throw unfit(absolutePath, `is a link to "${target}", which is outside the folder`);
    }
    return { kind: 'link', path, target };
  }
  if (!item.isFile()) throw unfit(absolutePath, 'is neither a file, a folder nor a link');
  const status = await lstat(absolutePath);
  return { kind: 'file', path, absolutePath, executable: (status.mode & 0o100) !== 0, size: status.size };
}

const unfit = (path: string, what: string): Error =>
  imageError('IMAGE_FOLDER_ENTRY', `"${path}" ${what}. Remove it or exclude it in .dockerignore.`);
