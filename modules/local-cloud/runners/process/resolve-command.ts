import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, posix } from 'node:path';
import { readScriptHead } from './script-head';

/** Host locations of an image's parts. */
export interface CommandPlaces {
  /** Container path to host path, undefined when the image has no such file. */
  readonly inImage: (containerPath: string) => string | undefined;
  /** Host path to the container's, undefined when the file is not the image's. */
  readonly inContainer: (hostPath: string) => string | undefined;
  /** Host folder that relative paths with a slash start from. */
  readonly workingDirectory: string;
  /** Host folders searched for bare names, first hit wins. */
  readonly path: readonly string[];
  /** Whether the image is all there is: this machine has no part in it. @default false */
  readonly alone?: boolean;
}

/** The command to start, or why a container would not start it: the runtime's message, then the remedy. */
export type ResolvedCommand =
  | { readonly ok: true; readonly file: string; readonly arguments: readonly string[] }
  | { readonly ok: false; readonly exitCode: number; readonly reason: string };

const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/**
 * Returns the host command for an image's command line. Paths into the image become the host's; interpreters that
 * only exist in the image's base (`/usr/local/bin/python3`) become the host's of the same name. A program that Linux
 * would not execute in a container is rejected, even if the host's own ways of starting a program would run it.
 */
export function resolveCommand(commandLine: readonly string[], places: CommandPlaces): ResolvedCommand {
  const [program = '', ...rest] = commandLine;
  const file = hostProgram(program, places);
  if (file === undefined) {
    return rejected(NOT_FOUND, notFound(program, places));
  }
  const translated = translate(program, rest, places);
  const shown = places.inContainer(file);
  return shown === undefined
    ? { ok: true, file, arguments: translated }
    : startOwn({ file, shown, arguments: translated }, places);
}

function notFound(program: string, { workingDirectory, inContainer }: CommandPlaces): string {
  if (isAbsolute(program)) {
    return `exec: "${program}": no such file or directory. The image has no such program.`;
  }
  const beside = search(program, [workingDirectory]);
  const seen = beside === undefined ? undefined : inContainer(beside);
  const why =
    seen === undefined
      ? 'The image has no such program.'
      : `The image has ${seen}, but its PATH does not name that folder: add ENV PATH="${posix.dirname(seen)}:$PATH" to the Dockerfile.`;
  return `exec: "${program}": executable file not found in $PATH. ${why}`;
}

/** Starts a program of the image. */
function startOwn(
  own: { readonly file: string; readonly shown: string; readonly arguments: readonly string[] },
  places: CommandPlaces,
): ResolvedCommand {
  const { file, shown } = own;
  const start: ResolvedCommand = { ok: true, file, arguments: own.arguments };
  if ((statSync(file).mode & 0o111) === 0) {
    return rejected(
      NOT_EXECUTABLE,
      `exec ${shown}: permission denied. The file is not executable: run chmod +x and push the image again.`,
    );
  }
  const head = readScriptHead(file);
  if (head.kind === 'binary') return start;
  if (head.kind === 'unfit') {
    return rejected(NOT_EXECUTABLE, `exec ${shown}: exec format error: ${head.why}. ${head.advice}`);
  }
  const { interpreter, argument = '' } = head;
  if (`${interpreter} ${argument}`.includes('\r')) {
    return rejected(
      NOT_FOUND,
      `exec ${shown}: no such file or directory: its first line ends in a carriage return, which becomes part of ` +
        `${JSON.stringify(argument === '' ? interpreter : argument)}. Save it with LF line endings, not CRLF.`,
    );
  }
  // A file the host has at the same place is started by the kernel, which reads the line as it did here.
  if (places.alone !== true && existsSync(interpreter) && !isPython(interpreter)) return start;
  const found = hostProgram(interpreter, places);
  if (found === undefined) {
    return rejected(
      NOT_FOUND,
      `exec ${shown}: no such file or directory: ${places.alone === true ? 'the image does not have' : 'neither the image nor this machine has'} its interpreter ${interpreter}.`,
    );
  }
  const words = argument === '' ? [file] : [argument, file];
  return { ok: true, file: found, arguments: [...words, ...own.arguments] };
}

const rejected = (exitCode: number, reason: string): ResolvedCommand => ({ ok: false, exitCode, reason });

/** The file that plays a container's program: the host's Python for any Python, else the image's own, else the host's. */
function hostProgram(program: string, places: CommandPlaces): string | undefined {
  if (!isAbsolute(program)) {
    return search(program, program.includes('/') ? [places.workingDirectory] : places.path);
  }
  if (places.alone === true) return places.inImage(program);
  const byName = (): string | undefined => search(basename(program), places.path);
  if (isPython(program)) return byName() ?? places.inImage(program);
  return places.inImage(program) ?? (isFile(program) ? program : byName());
}

const isPython = (path: string): boolean => /^python[\d.]*$/.test(basename(path));
const isShell = (path: string): boolean => /^(ba|da|a|z|k)?sh$/.test(basename(path));

/** Arguments with the image's paths as the host's, also inside what a shell is told to run (`ENTRYPOINT python3 /app/x.py`). */
function translate(program: string, words: readonly string[], places: CommandPlaces): readonly string[] {
  return words.map((word, index) =>
    isShell(program) && words[index - 1] === '-c'
      ? word.replaceAll(/(?<![\w.$}/~-])\/[\w.-][\w./-]*/g, (path) => plain(hostPath(path, places)) ?? path)
      : isAbsolute(word)
        ? hostPath(word, places)
        : word,
  );
}

function hostPath(path: string, places: CommandPlaces): string {
  if (existsSync(path)) return path;
  return places.inImage(path) ?? (isPython(path) ? search(basename(path), places.path) : undefined) ?? path;
}

/** A path that means the same inside and outside of quotes. */
const plain = (path: string): string | undefined => (/^[\w./-]+$/.test(path) ? path : undefined);

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
