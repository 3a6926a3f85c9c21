import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package this file is part of: the nearest one above with a package.json. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${__dirname}.`);
    folder = parent;
  }
  return folder;
}
