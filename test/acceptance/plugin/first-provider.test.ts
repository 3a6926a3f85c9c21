import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { blockOf, buildFirstProvider } from './first-provider';
import { Workspace } from './terraform';

const guides = join(__dirname, '../../../docs/guides');
const program = blockOf('ts');

describe('the guide to a first provider', () => {
  it('keeps its promise of 60 lines', () => {
    expect(program.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(60);
  });

  it('shows a program that the compiler accepts', () => {
    const file = join(guides, 'main.ts');
    const config = ts.readConfigFile(join(guides, '../../tsconfig.json'), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(guides, '../..'));
    const host = ts.createCompilerHost({ ...options, incremental: false });
    const shown = {
      ...host,
      fileExists: (path: string) => path === file || host.fileExists(path),
      readFile: (path: string) => (path === file ? program : host.readFile(path)),
      getSourceFile: (path: string, target: ts.ScriptTarget) =>
        path === file ? ts.createSourceFile(path, program, target) : host.getSourceFile(path, target),
    };
    const { tsBuildInfoFile: _, ...settings } = options;
    const compiled = ts.createProgram([file], { ...settings, incremental: false }, shown);
    const complaints = ts.getPreEmitDiagnostics(compiled, compiled.getSourceFile(file));
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual(
      [],
    );
  });

  describe('applied as it says', () => {
    const workspace = new Workspace({});
    const inFolder = (name: string): string => join(workspace.directory, name);

    beforeAll(async () => {
      const system = `${platform()}_${arch() === 'x64' ? 'amd64' : arch()}`;
      const executable = join(
        workspace.directory,
        'terraform.d/plugins/registry.terraform.io/example/first/0.1.0',
        system,
        'terraform-provider-first_v0.1.0',
      );
      await buildFirstProvider(executable);
      workspace.write(blockOf('hcl'));
      await workspace.succeed('init', '-no-color');
      await workspace.succeed('apply', '-auto-approve', '-no-color');
    });
    afterAll(() => workspace.remove());

    it('writes the file, and a second plan is empty', async () => {
      expect(readFileSync(inFolder('greeting.txt'), 'utf8')).toBe('hello');
      expect(await workspace.planExitCode()).toBe(0);
    });

    it('rewrites the file in place when the text changes', async () => {
      workspace.write(blockOf('hcl').replace('"hello"', '"goodbye"'));
      expect(await workspace.succeed('apply', '-auto-approve', '-no-color')).toContain('1 changed');
      expect(readFileSync(inFolder('greeting.txt'), 'utf8')).toBe('goodbye');
    });

    it('replaces the file when the name changes', async () => {
      workspace.write(blockOf('hcl').replace('greeting.txt', 'other.txt'));
      expect(await workspace.succeed('apply', '-auto-approve', '-no-color')).toContain(
        '1 added, 0 changed, 1 destroyed',
      );
      expect(existsSync(inFolder('greeting.txt'))).toBe(false);
    });

    it('recreates a deleted file', async () => {
      rmSync(inFolder('other.txt'));
      expect(await workspace.succeed('apply', '-auto-approve', '-no-color')).toContain('1 added');
      expect(existsSync(inFolder('other.txt'))).toBe(true);
    });

    it('takes over a file that exists', async () => {
      writeFileSync(inFolder('third.txt'), 'here already');
      workspace.write(
        `${blockOf('hcl')}
        resource "first_file" "third" {
          name    = "third.txt"
          content = "here already"
        }
      `.replace('greeting.txt', 'other.txt'),
      );
      await workspace.succeed('import', '-no-color', 'first_file.third', 'third.txt');
      expect(await workspace.planExitCode()).toBe(0);
    });

    it('removes the files when they are destroyed', async () => {
      await workspace.succeed('destroy', '-auto-approve', '-no-color');
      expect(existsSync(inFolder('other.txt'))).toBe(false);
    });
  });
});
