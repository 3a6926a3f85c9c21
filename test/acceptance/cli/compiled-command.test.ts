import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REPOSITORY = join(__dirname, '../../..');

/** A copy of the sources, in which a test may write. */
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'compiled-'));
  for (const name of ['modules', 'package.json', 'tsconfig.json']) {
    cpSync(join(REPOSITORY, name), join(project, name), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(project, 'node_modules'));
});
afterEach(() => rmSync(project, { recursive: true }));

/** What a run says, on both streams. */
async function tuneform(...argv: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(project, 'modules/cli/bin/tuneform.js'), ...argv]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (some: Buffer) => (said += String(some)));
  }
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

const compiled = (): string => join(project, 'dist', 'tuneform');

function edit(path: string, change: (text: string) => string): void {
  const file = join(project, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

const describeAs = (words: string): void =>
  edit('modules/cli/program.ts', (text) =>
    text.replace(/\.description\(\s*'[^']*',?\s*\)/, `.description('${words}')`),
  );

describe('the tuneform command, compiled', () => {
  it('is compiled once, and again when a source has changed or gone', async () => {
    await tuneform('--version');
    const first = statSync(compiled());
    expect(await tuneform('--help')).not.toContain('Edited.');
    expect(statSync(compiled()).ino).toBe(first.ino);

    describeAs('Edited.');
    expect(await tuneform('--help')).toContain('Edited.');
    describeAs('Edited anew.');
    expect(await tuneform('--help')).toContain('Edited anew.');

    unlinkSync(join(project, 'modules/cli/exit-codes.ts'));
    expect(await tuneform('--help')).toContain('exit-codes');
  });

  it('ends quietly, as other programs do, when the reader of its output leaves', async () => {
    const child = spawn(process.execPath, [join(project, 'modules/cli/bin/tuneform.js'), '--help']);
    child.stdout.destroy();
    let complaint = '';
    child.stderr.on('data', (some: Buffer) => (complaint += String(some)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, complaint]).toEqual([141, '']);
  });

  it('is compiled again after an edit during its compilation', async () => {
    await tuneform('--version');
    // It states what it knows: the sources as they were before there was a folder for it.
    const { birthtimeMs } = statSync(join(project, 'dist'));
    expect(statSync(compiled()).mtimeMs).toBeLessThan(birthtimeMs);
  });

  it('runs from its sources where nothing can be kept', async () => {
    writeFileSync(join(project, 'dist'), 'not a folder');
    expect(await tuneform('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(readFileSync(join(project, 'dist'), 'utf8')).toBe('not a folder');
  });

  it('runs from its sources when compiling fails in another command', async () => {
    edit('modules/cli/commands/mirror.ts', (text) => `${text}\nconst = 1;\n`);
    expect(await tuneform('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(readdirSync(join(project, 'dist'))).toEqual([]);
  });

  it('is complete when several first starts compile it at once', async () => {
    const said = await Promise.all([1, 2, 3].map(() => tuneform('--version')));
    for (const one of said) expect(one).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(readdirSync(join(project, 'dist'))).toEqual(['tuneform']);
    expect(await tuneform('--version')).toBe(said[0]);
  });

  it('finds the files beside its sources: a local cloud starts and stops', async () => {
    const where = ['--directory', join(project, 'state')];
    expect(await tuneform('local', 'start', '--port', '0', ...where)).toContain('Local cloud started at');
    expect(await tuneform('local', 'stop', ...where)).toContain('Local cloud stopped.');
  });
});
