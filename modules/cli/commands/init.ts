import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TuneformError } from '../../kernel';
import { starterFiles } from '../init/starter';
import type { StarterFile } from '../init/starter';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { InitFlags } from './flags';

/** So that the names of bucket, role and tuning jobs, which begin with it, are not too long. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 24;

/** `tuneform init [FOLDER]`: writes a project, all of it or nothing. */
export async function init(folder: string, flags: InitFlags, terminal: Terminal): Promise<void> {
  const target = resolve(terminal.workingDirectory, folder);
  const name = flags.name ?? basename(target);
  if (!NAME.test(name) || name.length > LONGEST) {
    throw usage(
      `"${name}" cannot be the experiment's name. Give one with --name: a letter, then letters in lower case, digits and single hyphens, at most ${String(LONGEST)}.`,
    );
  }
  const files = starterFiles({ language: flags.language, hcl: flags.hcl === true, name });
  const present = await presentOf(files, target);
  if (present.length > 0) {
    throw usage(
      `${folder} already has ${present.join(', ')}, and nothing is overwritten. Name another folder, or move what is there away.`,
    );
  }
  for (const { path, content, executable } of files) {
    const file = join(target, path);
    await mkdir(dirname(file), { recursive: true });
    // Fails if the file has come into being meanwhile.
    await writeFile(file, content, { flag: 'wx', mode: executable ? 0o755 : 0o644 });
  }
  const paths = files.map(({ path }) => path);
  if (flags.json === true) printJson(terminal, { folder, name, files: paths });
  else {
    terminal.data(paths.map((path) => join(folder, path)).join('\n'));
    terminal.say(
      `Next: npx tuneform container check ${join(folder, 'container')} --data ${join(folder, 'data')}`,
    );
    terminal.say(`${join(folder, 'README.md')} has all further commands.`);
  }
}

async function presentOf(files: readonly StarterFile[], target: string): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map(async ({ path }) => ((await stat(join(target, path)).catch(() => undefined)) ? [path] : [])),
  );
  return found.flat();
}

const usage = (message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary: 'Project Not Written' });
