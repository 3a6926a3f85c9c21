import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { packFolder } from '../../../modules/image';
import { systemClock } from '../../../modules/kernel';
import { pythonEnvironment } from '../../../modules/local-cloud/runners/process/python-environment';

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A container as a machine without an image builder runs it: the packed image's content and its own packages. */
export class PackedContainer {
  /** Everything made here; removed by `remove`. */
  readonly directory = mkdtempSync(join(tmpdir(), 'tuneform-packed-container-'));
  readonly program = join(this.directory, 'root', 'opt', 'program');
  /** The image's sources. */
  readonly folder: string;
  private python = '';
  private readonly children = new Set<ChildProcess>();

  constructor(name: string) {
    this.folder = resolve(__dirname, '../../../containers', name);
  }

  async prepare(): Promise<this> {
    this.python = await pythonEnvironment(join(this.folder, 'requirements.txt'), {
      clock: systemClock,
      signal: new AbortController().signal,
      report: () => undefined,
    });
    await this.unpack();
    return this;
  }

  /** The interpreter with the image's packages. */
  get interpreter(): string {
    return join(this.python, 'bin', 'python3');
  }

  /** Runs the Python tests beside the image's sources. */
  unitTests(): Promise<Finished> {
    const where = ['--start-directory', join(this.folder, 'tests'), '--top-level-directory', this.folder];
    return this.run(this.interpreter, { args: ['-m', 'unittest', 'discover', ...where] });
  }

  /** A base folder as SageMaker lays it out under `/opt/ml`. Channels are given by their files' content. */
  base(name: string, input: { hyperparameters?: unknown; channels?: Record<string, string> } = {}): string {
    const base = join(this.directory, name);
    for (const folder of ['input/config', 'input/data', 'model', 'output']) {
      mkdirSync(join(base, folder), { recursive: true });
    }
    writeFileSync(
      join(base, 'input/config/hyperparameters.json'),
      JSON.stringify(input.hyperparameters ?? {}),
    );
    for (const [channel, text] of Object.entries(input.channels ?? {})) {
      mkdirSync(join(base, 'input/data', channel), { recursive: true });
      writeFileSync(join(base, 'input/data', channel, 'rows.csv'), text);
    }
    return base;
  }

  /** Runs a program of the image, or any file by its absolute path, to its end. */
  async run(program: string, options: { base?: string; args?: string[] } = {}): Promise<Finished> {
    const child = this.start(program, options);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
    const exitCode = await exitOf(child);
    return { exitCode, stdout, stderr };
  }

  start(
    program: string,
    options: { base?: string; args?: string[]; env?: Record<string, string> } = {},
  ): ChildProcess {
    const child = spawn(resolve(this.program, program), options.args ?? [], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${join(this.python, 'bin')}:${process.env['PATH'] ?? ''}`,
        PYTHONDONTWRITEBYTECODE: '1',
        SAGEMAKER_BASE_DIR: options.base ?? this.directory,
        ...options.env,
      },
    });
    this.children.add(child);
    child.once('exit', () => this.children.delete(child));
    return child;
  }

  remove(): void {
    for (const child of this.children) child.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async unpack(): Promise<void> {
    const { layers } = await packFolder(this.folder);
    for (const layer of layers) {
      const archive = Readable.from([gunzipSync(layer.bytes)]).pipe(extract());
      for await (const entry of archive) {
        const path = join(this.directory, 'root', entry.header.name);
        if (entry.header.type === 'directory') mkdirSync(path, { recursive: true });
        else {
          const pieces: Buffer[] = [];
          for await (const piece of entry) pieces.push(piece as Buffer);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, Buffer.concat(pieces), { mode: entry.header.mode });
        }
        entry.resume();
      }
    }
  }
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('close', (code) => done(code)));
}
