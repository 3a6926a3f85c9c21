import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { terraformCommand } from '../../support/terraform-cli';

const REPOSITORY = join(__dirname, '../../..');

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** A fresh checkout in a folder of its own, as a newcomer has it after `npm ci`, with its own port. */
export class DemoProject {
  readonly folder: string;
  readonly port: number;
  private readonly env: NodeJS.ProcessEnv;

  private constructor(folder: string, port: number, settings: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.port = port;
    const { PATH, HOME, XDG_CACHE_HOME, XDG_STATE_HOME } = process.env;
    this.env = {
      PATH,
      HOME,
      XDG_CACHE_HOME,
      XDG_STATE_HOME,
      TERRAFORM_BINARY_NAME: terraformCommand,
      ...settings,
    };
  }

  static async create(settings: Readonly<Record<string, string>>): Promise<DemoProject> {
    const folder = mkdtempSync(join(tmpdir(), 'tuneform-demo-'));
    const options = { cwd: REPOSITORY, encoding: 'utf8' } as const;
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], options);
    for (const file of listed.split('\0').filter((path) => path !== '')) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      // Deleted but still tracked: as good as not there.
      cpSync(join(REPOSITORY, file), join(folder, file), { force: true, errorOnExist: false });
    }
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    return new DemoProject(folder, await freePort(), settings);
  }

  /** Runs the demo; `interruptAt` sends it Ctrl-C once, when the output first matches. */
  demo(options: readonly string[], interruptAt?: RegExp): Promise<Run> {
    return this.run(
      ['-r', 'tsx/cjs', 'scripts/demo.ts', '--port', String(this.port), ...options],
      interruptAt,
    );
  }

  /** Runs an example. */
  example(name: string, ...options: readonly string[]): Promise<Run> {
    return this.run(['-r', 'tsx/cjs', 'scripts/example.ts', name, '--port', String(this.port), ...options]);
  }

  /** Runs the demo on a machine that has Node and nothing else. */
  bareDemo(): Promise<Run> {
    const nothing = { PATH: '/nonexistent', TERRAFORM_BINARY_NAME: undefined };
    return this.run(['-r', 'tsx/cjs', 'scripts/demo.ts'], undefined, nothing);
  }

  tuneform(...argv: readonly string[]): Promise<Run> {
    return this.run(['modules/cli/bin/tuneform.js', ...argv]);
  }

  private run(argv: readonly string[], interruptAt?: RegExp, env: NodeJS.ProcessEnv = {}): Promise<Run> {
    // A group of its own, which gets the signal as a whole, as a terminal's Ctrl-C gives it.
    const child = spawn(process.execPath, argv, {
      cwd: this.folder,
      env: { ...this.env, ...env },
      detached: true,
    });
    let output = '';
    let interrupted = false;
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      if (interruptAt === undefined || interrupted || !interruptAt.test(output)) return;
      interrupted = true;
      process.kill(-child.pid!, 'SIGINT');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.end();
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
  }

  /** Command lines of processes that work in this project or were started from it (Linux). */
  processes(): readonly string[] {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .flatMap((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
          return command.includes(this.folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(this.folder)
            ? [`${pid}: ${command}`]
            : [];
        } catch {
          return []; // ended meanwhile, or a zombie
        }
      });
  }

  async remove(): Promise<void> {
    await this.tuneform('local', 'stop');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
