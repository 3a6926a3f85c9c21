import { existsSync, realpathSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openFolder, writeProgram } from './own-files';

/** The Python that replaces an image's, as its container finds it. */
export interface MachinePython {
  /** The interpreter. */
  readonly interpreter: string;
  /** This machine's folders that the container needs at their own paths. */
  readonly folders: readonly string[];
  /** Names of the executables beside the interpreter, and their folder. */
  readonly names: readonly string[];
  readonly bin: string;
}

/** @param bin Folder of the executables of an interpreter or a virtual environment. */
export async function describePython(bin: string): Promise<MachinePython> {
  const interpreter = join(bin, 'python3');
  // An environment's interpreter is a link to the one whose library it needs.
  const folders = [...new Set([dirname(bin), dirname(dirname(realpathSync(interpreter)))])];
  const names = (await readdir(bin)).filter((name) => !/^activate/i.test(name));
  return { interpreter, folders, names, bin };
}

export const isInterpreter = (name: string): boolean => /^python[\d.]*$/.test(name);

/** Where images have their Python. */
const HOMES = ['/usr/local/bin', '/usr/bin'];

/**
 * Puts the executables of a Python where images have theirs, unless the image has some of that name.
 *
 * @param usr The folder for changes of the container's `/usr`.
 * @param inImage Whether the image has a file at a path.
 */
export async function placePython(
  python: MachinePython,
  usr: string,
  inImage: (path: string) => boolean,
): Promise<void> {
  const versions = python.names.filter(isInterpreter);
  for (const home of HOMES) {
    if (home === python.bin) continue;
    const folder = join(usr, home.slice('/usr/'.length));
    await openFolder(folder);
    // A base image's own tools in /usr/bin are this machine's; only the interpreter is that of the environment.
    const names = home === '/usr/bin' ? versions : python.names;
    for (const name of names.filter((name) => !inImage(join(home, name)))) {
      const file = join(folder, name);
      if (isInterpreter(name)) await placeInterpreter(file, join(python.bin, name));
      else if (!existsSync(file)) await symlink(join(python.bin, name), file);
    }
  }
}

/**
 * A virtual environment is recognised by the path that its interpreter is started with, so a script starts it with that path. Any other
 * interpreter resolves a link.
 */
export async function placeInterpreter(file: string, interpreter: string): Promise<void> {
  if (existsSync(join(dirname(dirname(interpreter)), 'pyvenv.cfg'))) {
    await writeProgram(file, `#!/bin/sh\nexec '${interpreter.replaceAll("'", `'\\''`)}' "$@"\n`);
  } else await symlink(interpreter, file);
}
