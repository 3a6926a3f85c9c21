import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processorMs } from './machine-load';

const BIN = join(__dirname, '../modules/cli/bin/tuneform.js');

export interface StartRound {
  /** Time from the start of the command to the first response of the local cloud. */
  readonly ms: number;
  /** Processor time of the server until then. */
  readonly serverMs: number;
}

/** Runs `tuneform local start` as a user does. The first run after an edit compiles, so it does not count. */
export function startRound(): StartRound {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const local = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [BIN, 'local', ...args, '--directory', directory], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const began = performance.now();
    const { pid } = JSON.parse(local('start', '--port', '0', '--json')) as { readonly pid: number };
    return { ms: performance.now() - began, serverMs: processorMs(pid) };
  } finally {
    local('stop');
    rmSync(directory, { recursive: true });
  }
}
