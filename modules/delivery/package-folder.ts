import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the folder of the package that contains this file: the nearest one above with a package.json. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${__dirname}.`);
    folder = parent;
  }
  return folder;
}
