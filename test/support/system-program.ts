import { spawnSync } from 'node:child_process';

const answers = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/**
 * Whether a program of the system is there; as root on Debian and its kin it is installed first. Where it is not, one
 * line says what goes untested for want of it.
 */
export function hasSystemProgram(
  program: string,
  { package: name, untested }: { readonly package: string; readonly untested: string },
): boolean {
  if (!answers(program) && process.getuid?.() === 0) {
    const install = (): boolean =>
      spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', name]).status === 0;
    // Without a downloaded list of packages, none is found.
    if (!install() && spawnSync('apt-get', ['update']).status === 0) install();
  }
  if (answers(program)) return true;
  process.stderr.write(`${untested} is not tested: install ${name} for it.\n`);
  return false;
}
