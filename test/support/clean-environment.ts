import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { compilingOnce } from './compile-once';
import { HIDING, surroundings } from './surroundings';

/** Where tsx keeps what it has transpiled, below the temporary folder. */
const TSX_CACHE = `tsx-${String(process.geteuid?.() ?? userInfo().username)}`;

/** Where built providers keep compiled code, below the temporary folder. */
const CODE_CACHE = `tuneform-code-${String(process.geteuid?.() ?? userInfo().username)}`;

/** Where local clouds announce their key pairs. */
const STATE = 'state';
const CACHES = [TSX_CACHE, CODE_CACHE, STATE, HIDING];

// Jest compiles every module through it.
vm.compileFunction = compilingOnce(vm.compileFunction);

/**
 * Gives every test file surroundings of its own (see surroundings.ts) and a temporary folder, for itself and for every process it starts, and fails the file that
 * leaves something in it. Two test files that run at the same time therefore never see each other's folders.
 */
export default class CleanEnvironment extends TestEnvironment {
  private readonly outer: NodeJS.ProcessEnv;
  /** The usual one for each file: a command that an earlier file ran in this process may have narrowed it. */
  private readonly umask = process.umask(0o022);
  private readonly folder: string;

  constructor(...setting: ConstructorParameters<typeof TestEnvironment>) {
    const outer = { ...process.env };
    // A short name: the path of a socket has about a hundred bytes.
    const folder = mkdtempSync(join(tmpdir(), 't-'));
    for (const cache of [TSX_CACHE, CODE_CACHE]) share(cache, folder);
    // Before the test file's own copy of the process is made.
    replaceEnvironment(surroundings(outer, folder));
    process.env['TMPDIR'] = folder;
    process.env['TF_PLUGIN_CODE_CACHE'] = join(folder, CODE_CACHE);
    process.env['XDG_STATE_HOME'] = join(folder, STATE);
    super(...setting);
    this.outer = outer;
    this.folder = folder;
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    replaceEnvironment(this.outer);
    process.umask(this.umask);
    const left = readdirSync(this.folder).filter((name) => !CACHES.includes(name));
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0) {
      throw new Error(`This test file left behind in its temporary folder: ${left.join(', ')}`);
    }
  }
}

function replaceEnvironment(wanted: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) {
    if (wanted[name] === undefined) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, wanted);
}

/**
 * Lets a test file use what others have transpiled or compiled. Both caches know programs by their content; without them every
 * file would begin anew.
 */
function share(cache: string, folder: string): void {
  const shared = join(tmpdir(), cache);
  mkdirSync(shared, { recursive: true, mode: 0o700 });
  symlinkSync(shared, join(folder, cache));
}
