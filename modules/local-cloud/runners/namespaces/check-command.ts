import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { UnpackedImage } from '../image-folder';
import type { ImageBuild } from './build/image-build';
import { pathBelow } from '../path-below';
import { resolveCommand } from '../process/resolve-command';
import { readScriptHead } from '../process/script-head';
import { searchFolders } from './container-root';

type Checked =
  | { readonly ok: true; readonly programs: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly exitCode: number; readonly reason: string };

/**
 * Whether Linux would start the command in the container, with the container runtime's words if not, and which programs of the base it needs at
 * paths where this machine has none.
 */
export function checkCommand(
  words: readonly string[],
  where: {
    readonly image: UnpackedImage;
    readonly complete: boolean;
    readonly build: ImageBuild | undefined;
    readonly python: string | undefined;
    readonly path: string;
  },
): Checked {
  const { image, complete, build } = where;
  const { root, config } = image;
  const path = searchFolders(where, where.python, where.path.split(':'));
  const inImage = (file: string): string | undefined =>
    [...(build === undefined ? [] : [build.hostPath(file)]), join(root, file)].find((place) =>
      existsSync(place),
    );
  const command = resolveCommand(words, {
    inImage,
    inContainer: (file) => build?.containerPath(file) ?? pathBelow(root, '/', file),
    workingDirectory: join(root, config.workingDirectory),
    path,
    alone: complete,
  });
  if (!command.ok) return command;
  const [program = ''] = words;
  const file = isAbsolute(program)
    ? inImage(program)
    : (program.includes('/') ? [join(root, config.workingDirectory)] : path)
        .map((folder) => join(folder, program))
        .find((candidate) => existsSync(candidate));
  const interpreter = file === undefined ? undefined : interpreterOf(file);
  const missing = [program, interpreter ?? ''].filter(
    (named) => !complete && isAbsolute(named) && inImage(named) === undefined && !existsSync(named),
  );
  return { ok: true, programs: new Map(missing.map((named) => [named, command.file])) };
}

function interpreterOf(program: string): string | undefined {
  const head = readScriptHead(program);
  return head.kind === 'script' ? head.interpreter : undefined;
}
