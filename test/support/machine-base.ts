import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { TestFile } from './pack-test-image';
import { tar } from './pack-test-image';

/** What programs of tests start. */
const PROGRAMS = [
  'sh',
  'env',
  'cat',
  'ls',
  'tr',
  'rm',
  'sleep',
  'setsid',
  'mkdir',
  'chmod',
  'id',
  'true',
  'kill',
];
/** What programs of tests import. */
const MODULES =
  'http.server, urllib.request, json, signal, subprocess, encodings.idna, encodings.latin_1, site';

let made: Promise<Buffer> | undefined;

/** A base layer with a shell, its tools and Python, from the files of this machine: what FROM gives an image, without a registry. */
export function machineBase(): Promise<Buffer> {
  return (made ??= make());
}

async function make(): Promise<Buffer> {
  const python = realpathSync('/usr/bin/python3');
  const found = PROGRAMS.map((name) => ['/usr/bin', '/bin'].map((folder) => join(folder, name)).find(exists));
  const programs = found.filter((file) => file !== undefined);
  const modules = modulesOf(python);
  const libraries = librariesOf([...programs, python, ...modules.filter((file) => file.endsWith('.so'))]);
  const folder = (name: string, mode = 0o755): TestFile => ({ name, type: 'directory', mode });
  const file = (path: string, at = path): TestFile => ({
    name: at.slice(1),
    content: readFileSync(path),
    mode: lstatSync(realpathSync(path)).mode & 0o777,
  });
  const link = (name: string, linkname: string): TestFile => ({ name, type: 'symlink', linkname });
  return tar([
    ...[
      'usr',
      'usr/bin',
      'usr/local',
      'usr/local/bin',
      'usr/lib',
      'usr/lib64',
      'etc',
      'opt',
      'root',
      'var',
    ].map((name) => folder(name)),
    folder('tmp', 0o1777),
    ...['bin', 'lib', 'lib64'].map((name) => link(name, `usr/${name}`)),
    { name: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\n', mode: 0o644 },
    ...programs.map((path) => file(path, `/usr/bin/${path.split('/').at(-1) ?? ''}`)),
    file(python, '/usr/bin/python3'),
    link('usr/local/bin/python3', '/usr/bin/python3'),
    ...[...new Set(libraries.map(underUsr))].map((path) => file(path)),
    ...modules.map((path) => file(path)),
  ]);
}

/** The shared libraries of programs, the loader included. */
function librariesOf(programs: readonly string[]): readonly string[] {
  const said = execFileSync('ldd', programs, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return [...said.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

const underUsr = (path: string): string => (path.startsWith('/usr/') ? path : `/usr${path}`);

/** The files of the modules that the tests' programs import, and of those that they import in turn. */
function modulesOf(python: string): readonly string[] {
  const list =
    'print(*{getattr(module, "__file__", None) or "" for module in sys.modules.values()}, sep="\\n")';
  const args = ['-I', '-S', '-B', '-c', `import sys, os, ${MODULES}\n${list}`];
  const files = execFileSync(python, args, { encoding: 'utf8' }).split('\n');
  return files.filter(exists).sort();
}

function exists(path: string): boolean {
  try {
    return lstatSync(realpathSync(path)).isFile();
  } catch {
    return false;
  }
}
