import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A local cloud in a process of its own, so that it can be killed. */
export interface CloudProcess {
  readonly url: string;
  /** SIGKILL, as the out-of-memory killer would. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  end(): Promise<number | null>;
}

const PROGRAM = `
const { startLocalCloud } = require(process.argv[1]);
startLocalCloud({ directory: process.argv[2], port: Number(process.argv[3]) }).then((cloud) => {
  process.once('SIGTERM', () => cloud.stop().then(() => process.exit(0)));
  console.log(cloud.url);
}, (error) => { console.error(error); process.exit(1); });
`;

/** `before` is shell that the process itself runs first, such as `ulimit -f 2000`. */
export async function startCloudProcess(directory: string, port = 0, before = ':'): Promise<CloudProcess> {
  const root = join(__dirname, '..', '..');
  const child: ChildProcess = spawn(
    'sh',
    [
      '-c',
      `${before}; exec "$0" "$@"`,
      process.execPath,
      '--require',
      'tsx/cjs',
      '-e',
      PROGRAM,
      join(root, 'modules/local-cloud/index.ts'),
      directory,
      String(port),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const [url] = (await Promise.race([once(lines, 'line'), exited.then(() => [''])])) as [string];
  if (url === '') throw new Error('the local cloud did not start');
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    end: async () => {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}
