import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runProgram } from '../../modules/machine';
import { ROOT } from './packages';

/** A project of a user's own, in a folder of its own. */
export class Project {
  readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.env = env;
    mkdirSync(folder, { recursive: true });
  }

  write(file: string, content: string | object): void {
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`;
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Copies a folder of the repository. */
  copy(from: string, to: string): void {
    cpSync(join(ROOT, from), join(this.folder, to), { recursive: true });
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /**
   * Runs a program in the project and resolves with its standard output. Its own and its packages' commands come first.
   *
   * @throws With the end of its output, if it fails
   */
  async run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const all = { ...this.env, ...env };
    const path = [join(this.folder, 'node_modules/.bin'), all['PATH'] ?? ''].join(delimiter);
    const { exitCode, stdout, output } = await runProgram({
      file,
      args,
      directory: this.folder,
      env: { ...all, PATH: path },
    });
    if (exitCode === 0) return stdout;
    throw new Error(`${[file, ...args].join(' ')} failed in ${this.folder}:\n${output.slice(-6000)}`);
  }

  /** Installs packages with the machine's own settings of npm, and without install scripts. */
  async install(...packages: readonly string[]): Promise<void> {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    await this.run('npm', ['install', ...options, ...packages], { HOME: process.env['HOME'] });
  }

  /** Returns the folders of every installed copy of a package. */
  copiesOf(name: string): readonly string[] {
    return foldersNamed(join(this.folder, 'node_modules'), name);
  }
}

/** Looks where npm puts packages: in `node_modules`, in scopes, and in the `node_modules` of packages. */
function foldersNamed(modules: string, name: string): string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((entry) => {
    const path = join(modules, entry);
    if (entry.startsWith('.')) return [];
    if (entry.startsWith('@')) return foldersNamed(path, name);
    return [...(entry === name ? [path] : []), ...foldersNamed(join(path, 'node_modules'), name)];
  });
}
