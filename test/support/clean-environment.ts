import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/** Where tsx keeps what it has transpiled, below the temporary folder. */
const TSX_CACHE = `tsx-${String(process.geteuid?.() ?? userInfo().username)}`;

/**
 * Gives every test file a temporary folder of its own, for itself and for every process it starts, and fails the file that
 * leaves something in it. Two test files that run at the same time therefore never see each other's folders.
 */
export default class CleanEnvironment extends TestEnvironment {
  private readonly outer: string | undefined;
  private readonly folder: string;

  constructor(...setting: ConstructorParameters<typeof TestEnvironment>) {
    const outer = process.env['TMPDIR'];
    // A short name: the path of a socket has about a hundred bytes.
    const folder = mkdtempSync(join(tmpdir(), 't-'));
    shareTranspiledSources(folder);
    // Before the test file's own copy of the process is made.
    process.env['TMPDIR'] = folder;
    super(...setting);
    this.outer = outer;
    this.folder = folder;
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    if (this.outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = this.outer;
    const left = readdirSync(this.folder).filter((name) => name !== TSX_CACHE);
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
