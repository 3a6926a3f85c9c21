import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '../../../modules/kernel';
import { pythonEnvironment } from '../../../modules/local-cloud/runners/process/python-environment';

/** A moto server on a loopback port of its own. */
export interface RunningMoto {
  readonly url: string;
  /** Resolves once the process has ended. */
  stop(): Promise<void>;
}

/** Starts moto; its Python environment is built on first use and kept in the user's cache folder. */
export async function runMoto(): Promise<RunningMoto> {
  const environment = await pythonEnvironment(join(__dirname, 'requirements.txt'), {
    clock: systemClock,
    signal: AbortSignal.timeout(600_000),
    report: () => undefined,
  });
  const child = spawn(join(environment, 'bin', 'python3'), [join(__dirname, 'serve.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let said = '';
  // Keep reading: a full pipe would block the server.
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const url = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line)),
    ended.then(() => Promise.reject(new Error(`moto ended before it listened: ${said}`))),
  ]);
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
