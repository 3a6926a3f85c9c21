import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { messageOf, startStopwatch, systemClock } from '../../kernel';
import { isAlive, startProgram } from '../../machine';
import { createCertificate } from '../../plugin';
import { failed, passed } from '../finding';
import type { Finding } from '../finding';
import { readHandshakeLine } from './handshake-line';
import { HOST_ENVIRONMENT } from './host-environment';
import type { CheckContext } from './check-context';

const CHECK = 'parent';
const PATIENCE_MS = 2_000;
const START_MS = 20_000;
const REMEDY = 'Check the parent process a few times a second, and exit when it changes.';

/**
 * Starts the provider as a parent that can be killed in Terraform's place. Prints the provider's process id and its
 * handshake line.
 */
const STAND_IN = `
  const child = require('node:child_process').spawn(process.argv[1], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('error', (error) => { process.stdout.write('0|' + error.message + '\\n'); });
  if (child.pid !== undefined) process.stdout.write(child.pid + '|');
  child.stdout.pipe(process.stdout);
`;

/** A killed Terraform cannot tell its providers to exit. Unless they notice by themselves, they run for ever. */
export async function parent(context: CheckContext): Promise<Finding> {
  const host = startProgram({
    file: process.execPath,
    args: ['-e', STAND_IN, context.executable],
    env: {
      ...process.env,
      ...HOST_ENVIRONMENT,
      ...context.environment,
      PLUGIN_CLIENT_CERT: createCertificate(systemClock.now(), 'client').pem,
    },
  });
  host.stderr.resume();
  context.onClear(() => void host.kill('SIGKILL'));
  try {
    const [pid, line] = split(await firstLine(host.stdout));
    if (pid > 0) context.onClear(() => endIfAlive(pid));
    const { socketPath } = readHandshakeLine(line);
    if (pid === 0 || socketPath === '') return failed(CHECK, `It did not start: ${line}`, REMEDY);
    host.kill('SIGKILL');
    const elapsed = startStopwatch(systemClock);
    while (isAlive(pid) && elapsed() < PATIENCE_MS) await systemClock.sleep(10);
    if (!isAlive(pid)) return passed(CHECK, 'It exits within 2 s of losing its parent.');
    rmSync(socketPath, { force: true });
    return failed(CHECK, 'It is still running 2 s after its parent was killed.', REMEDY);
  } catch (error) {
    return failed(CHECK, messageOf(error), REMEDY);
  }
}

function split(line: string): readonly [pid: number, line: string] {
  const bar = line.indexOf('|');
  return [Number(line.slice(0, bar)), line.slice(bar + 1)];
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stream });
  const line = new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => reject(new Error('It ended without a handshake line.')));
  });
  const giveUp = new AbortController();
  const late = systemClock.sleep(START_MS, giveUp.signal).then(
    () => Promise.reject(new Error('It did not write a handshake line in time.')),
    () => '',
  );
  try {
    return await Promise.race([line, late]);
  } finally {
    giveUp.abort();
  }
}

function endIfAlive(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}
