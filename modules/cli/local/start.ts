import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, TuneformError } from '../../kernel';
import { inheritedEnvironment, ownerOfFolder, startInBackground, withFileLock } from '../../machine';
import type { RunnerChoice } from '../../local-cloud';
import type { BackgroundProgram } from '../../machine';
import { notAnswering, portTaken } from './failures';
import { findRunning } from './find-running';
import type { RunningLocalCloud } from './find-running';
import { isPortFree } from './port-free';
import { usualPort } from './usual-port';
import type { ServerRecord } from './server-file';
import { settled } from './settled';

export interface StartOptions {
  readonly directory: string;
  /** Undefined means the last port, or the default; 0 means any free port. */
  readonly port?: number;
  /** @default - TUNEFORM_RUNNER, or what the local cloud itself takes */
  readonly runner?: RunnerChoice;
  readonly env: NodeJS.ProcessEnv;
}

export interface Started {
  readonly running: RunningLocalCloud;
  /** False if the local cloud was already running. */
  readonly fresh: boolean;
  readonly logFile: string;
}

/**
 * Finds the local cloud that serves `directory`, or starts one that outlives this process. Returns when it answers. Two
 * simultaneous callers get the same server.
 */
export function ensureStarted(options: StartOptions): Promise<Started> {
  // The folder has one owner in any case; the lock avoids starting servers that would only fail.
  const lock = { clock: systemClock, signal: new AbortController().signal, onWait: () => undefined };
  return withFileLock(join(options.directory, 'start.lock'), lock, () => start(options));
}

async function start(options: StartOptions): Promise<Started> {
  const { directory } = options;
  const logFile = join(directory, 'local-cloud.log');
  for (;;) {
    const before = await settled(directory);
    if (before !== undefined) {
      rejectOtherPort(before.record, options.port);
      rejectOtherRunner(before.record, options.runner);
      return { running: before, fresh: false, logFile };
    }
    const port = options.port ?? usualPort(directory);
    if (await isPortFree(port)) {
      const child = spawnServer({ directory, port, logFile, env: options.env, runner: options.runner });
      const running = await untilAnswering(child, directory, logFile);
      return { running, fresh: running.record.pid === child.pid, logFile };
    }
    // A local cloud started in the foreground meanwhile listens on its port before it writes its record.
    if (ownerOfFolder(directory) === undefined) throw await portTaken(port);
  }
}

function rejectOtherPort(record: ServerRecord, port: number | undefined): void {
  if (port === undefined || port === 0 || new URL(record.url).port === String(port)) return;
  throw new TuneformError(
    `The local cloud is already running at ${record.url} (process ${String(record.pid)}), not on port ${String(port)}. ` +
      'Stop it first: npx tuneform local stop',
    { code: 'LOCAL_CLOUD_ELSEWHERE', summary: 'Local Cloud Runs on Another Port' },
  );
}

/** `auto` is met by any. */
function rejectOtherRunner({ url, runner }: ServerRecord, asked: RunnerChoice | undefined): void {
  if (asked === undefined || asked === 'auto' || asked === runner) return;
  throw new TuneformError(
    `The local cloud is already running at ${url} with the runner ${runner ?? 'process'}, not with ${asked}. ` +
      'Stop it first: npx tuneform local stop',
    { code: 'LOCAL_CLOUD_OTHER_RUNNER', summary: 'Local Cloud Has Another Runner' },
  );
}

interface SpawnRequest {
  readonly directory: string;
  readonly port: number;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly runner: RunnerChoice | undefined;
}

function spawnServer({ directory, port, logFile, env, runner }: SpawnRequest): BackgroundProgram {
  const log = openSync(logFile, 'a', 0o600);
  const entry = join(__dirname, '..', 'bin', 'tuneform.js');
  const options = ['local', 'start', '--foreground', '--directory', directory, '--port', String(port)];
  const asked = runner ?? env['TUNEFORM_RUNNER'];
  if (asked !== undefined && asked !== '') options.push('--runner', asked);
  // A separate process group and session: Ctrl-C in this terminal must not reach the server; `local stop` does.
  const child = startInBackground(
    {
      file: process.execPath,
      args: [entry, ...options],
      directory,
      // The programs that the server runs can read its environment, so the user's secrets must not be in it.
      env: { ...inheritedEnvironment(env, 'server'), NO_COLOR: '1' },
    },
    { log },
  );
  closeSync(log);
  return child;
}

/** Allows for a large store on a slow disk. */
const PATIENCE_MS = 120_000;
/** To look takes less than a millisecond until the server is up. */
const POLL_MS = 10;

async function untilAnswering(
  child: BackgroundProgram,
  directory: string,
  logFile: string,
): Promise<RunningLocalCloud> {
  const ending = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
  });
  let end: string | undefined;
  void ending.then((how) => (end = how));
  for (let left = PATIENCE_MS; end === undefined; left -= POLL_MS) {
    const found = await findRunning(directory);
    // If another server started first, the child ends by itself; return only after that.
    if (found.kind === 'running' && (found.record.pid === child.pid || left <= 0)) return found;
    // The server is alive and may only be slow; killing it could kill trials that it has already resumed.
    if (left <= 0) throw notAnswering(child.pid ?? 0, directory);
    await systemClock.sleep(POLL_MS);
  }
  // If a local cloud in the foreground started first, use that one.
  const winner = await settled(directory);
  if (winner !== undefined) return winner;
  throw new TuneformError(
    `The local cloud did not start (${end}). The end of ${logFile}:\n${lastLines(logFile, 12)}`,
    { code: 'LOCAL_CLOUD_DID_NOT_START', summary: 'Local Cloud Did Not Start' },
  );
}

function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '(no log)';
  }
}
