import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { pathBelow } from '../path-below';
import { resolveCommand } from '../process/resolve-command';
import { readScriptHead } from '../process/script-head';
import type { ContainerExit } from '../runner';
import type { Engine } from './engine';

export interface StartedCommand {
  readonly words: readonly string[];
  /** The container's. */
  readonly path: string;
  readonly workingDirectory: string;
}

interface Copies {
  readonly engine: Engine;
  /** Not removed yet. */
  readonly container: string;
  /** Where its files are copied to. */
  readonly folder: string;
}

/**
 * Returns why a container did not start its program, in the words of every rung; undefined if its files do not tell. Only the program and its
 * interpreter are copied out of the container.
 */
export async function whyNotStarted(
  { words, path, workingDirectory }: StartedCommand,
  copies: Copies,
): Promise<ContainerExit | undefined> {
  const [program = ''] = words;
  const folders = path.split(':').map((folder) => posix.resolve(workingDirectory, folder));
  const found = isAbsolute(program)
    ? await copied([program], copies)
    : await copied(
        (program.includes('/') ? [workingDirectory] : [...folders, workingDirectory]).map((folder) =>
          posix.join(folder, program),
        ),
        copies,
      );
  const head = found === undefined ? undefined : readScriptHead(found);
  if (head?.kind === 'script' && isAbsolute(head.interpreter)) await copied([head.interpreter], copies);
  const onHost = (file: string): string => join(copies.folder, file);
  const command = resolveCommand(words, {
    inImage: (file) => (existsSync(onHost(file)) ? onHost(file) : undefined),
    inContainer: (file) => pathBelow(copies.folder, '/', file),
    workingDirectory: onHost(workingDirectory),
    path: folders.map(onHost),
    alone: true,
  });
  return command.ok ? undefined : { exitCode: command.exitCode, startError: command.reason };
}

/** Copies the first of the files that the container has. Returns the copy. */
async function copied(files: readonly string[], copies: Copies): Promise<string | undefined> {
  for (const file of files) {
    const target = join(copies.folder, file);
    await mkdir(dirname(target), { recursive: true });
    const { exitCode } = await copies.engine.run(['cp', `${copies.container}:${file}`, target]);
    if (exitCode === 0) return target;
  }
  return undefined;
}
