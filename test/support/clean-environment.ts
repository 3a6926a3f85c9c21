import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/** Where tsx keeps what it has transpiled, below the temporary folder. */
const TSX_CACHE = `tsx-${String(process.geteuid?.() ?? userInfo().username)}`;

/** Where built providers keep compiled code. */
const CODE_CACHE = 'code';

/** Where local clouds leave word of their key pairs. */
const STATE = 'state';
const CACHES = [TSX_CACHE, CODE_CACHE, STATE];

/**
 * Gives every test file a temporary folder of its own, for itself and for every process it starts, and fails the file that
 * leaves something in it. Two test files that run at the same time therefore never see each other's folders.
 */
export default class CleanEnvironment extends TestEnvironment {
  private readonly outer: NodeJS.ProcessEnv;
  private readonly folder: string;

  constructor(...setting: ConstructorParameters<typeof TestEnvironment>) {
    const outer = { ...process.env };
    // A short name: the path of a socket has about a hundred bytes.
    const folder = mkdtempSync(join(tmpdir(), 't-'));
    shareTranspiledSources(folder);
    // Before the test file's own copy of the process is made.
    process.env['TMPDIR'] = folder;
    process.env['TF_PLUGIN_CODE_CACHE'] = join(folder, CODE_CACHE);
    process.env['XDG_STATE_HOME'] = join(folder, STATE);
    super(...setting);
    this.outer = outer;
    this.folder = folder;
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    Object.assign(process.env, this.outer);
    if (this.outer['TMPDIR'] === undefined) delete process.env['TMPDIR'];
    if (this.outer['TF_PLUGIN_CODE_CACHE'] === undefined) delete process.env['TF_PLUGIN_CODE_CACHE'];
    if (this.outer['XDG_STATE_HOME'] === undefined) delete process.env['XDG_STATE_HOME'];
    const left = readdirSync(this.folder).filter((name) => !CACHES.includes(name));
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0) {
      throw new Error(`This test file left behind in its temporary folder: ${left.join(', ')}`);
    }
  }
}

/** Every program that a test starts from sources would otherwise be transpiled anew for every test file. */
function shareTranspiledSources(folder: string): void {
  const shared = join(tmpdir(), TSX_CACHE);
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(folder, TSX_CACHE));
}
