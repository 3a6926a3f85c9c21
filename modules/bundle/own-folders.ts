import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Plugin } from 'esbuild';

/** Gives each source its own `__dirname` in a program at `executable`. It is relative: a project may be moved. */
export const ownFolders = (executable: string): Plugin => ({
  name: 'own-folders',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('__dirname')) return undefined;
      const way = JSON.stringify(relative(executable, dirname(path)));
      return {
        contents: `const __dirname = require('node:path').join(__filename, ${way});${source}`,
        loader: 'ts',
      };
    });
  },
});
