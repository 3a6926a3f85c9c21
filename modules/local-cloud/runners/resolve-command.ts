import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';

/** Where on the host the parts of an image are. */
export interface CommandPlaces {
  /** Container path to host path, undefined when the image has no such file. */
  readonly inImage: (containerPath: string) => string | undefined;
  /** Host folders searched for bare names, first hit wins. */
  readonly path: readonly string[];
}

export interface ResolvedCommand {
  readonly file: string;
  readonly arguments: readonly string[];
}

/**
 * What to start on the host for an image's command line. Paths into the image become the host's; interpreters that
 * only exist in the image's base (`/usr/local/bin/python3`) become the host's of the same name.
 */
export function resolveCommand(commandLine: readonly string[], places: CommandPlaces): ResolvedCommand {
  const [program = '', ...rest] = commandLine;
  const file = resolveProgram(program, places);
  const translated = rest.map((argument) =>
    isAbsolute(argument) && !existsSync(argument) ? (places.inImage(argument) ?? argument) : argument,
  );
  const interpreter = missingInterpreter(file, places);
  return interpreter === undefined
    ? { file, arguments: translated }
    : { file: interpreter, arguments: [file, ...translated] };
}

function resolveProgram(program: string, places: CommandPlaces): string {
  const absolute = isAbsolute(program);
  if (!absolute && program.includes('/')) return program;
  if (!absolute) return search(program, places.path) ?? program;
  if (isInterpreter(program)) return search(basename(program), places.path) ?? program;
  return places.inImage(program) ?? program;
}

/** For a script whose `#!` line names an interpreter the host has elsewhere, that interpreter. */
function missingInterpreter(file: string, places: CommandPlaces): string | undefined {
  const named = shebang(file);
  if (named === undefined || !isAbsolute(named) || basename(named) === 'env') return undefined;
  return isInterpreter(named) ? search(basename(named), places.path) : undefined;
}

const isInterpreter = (path: string): boolean => /^python[\d.]*$/.test(basename(path));

function search(name: string, path: readonly string[]): string | undefined {
  return path.map((folder) => join(folder, name)).find((file) => isFile(file));
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first word after `#!`, if the file starts so. */
function shebang(file: string): string | undefined {
  if (!isFile(file)) return undefined;
  const head = Buffer.alloc(256);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return /^#![ \t]*(\S+)/.exec(head.toString('latin1'))?.[1];
}
