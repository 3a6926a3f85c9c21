import { runProgram } from '../../../modules/machine';
import { ManualClock } from '../../support/manual-clock';

const reason = new Error('Terraform was interrupted');
const env = { PATH: process.env['PATH'] };

/** Runs a shell script until it has said a line, then aborts it; tells which signals it was sent. */
async function aborted(script: string) {
  const controller = new AbortController();
  const clock = new ManualClock();
  const sent: unknown[] = [];
  const kill = process.kill.bind(process);
  jest.spyOn(process, 'kill').mockImplementation((pid, signal) => {
    sent.push(signal);
    return kill(pid, signal);
  });
  let saidSomething = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    saidSomething = resolve;
  });
  const running = runProgram({
    file: '/bin/sh',
    args: ['-c', script],
    env,
    ownGroup: true,
    clock,
    signal: controller.signal,
    onLine: () => saidSomething(),
  });
  // The assertion below awaits it; until then it must not count as an unhandled rejection.
  running.catch(() => undefined);
  await ready;
  controller.abort(reason);
  return { running, sent, clock };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a program that is told to end', () => {
  it('and ends gets no further signal, because another process may have its number', async () => {
    const { running, sent, clock } = await aborted('echo ready; exec sleep 60');
    await expect(running).rejects.toBe(reason);
    await clock.advance(60_000);
    expect(sent).toEqual(['SIGTERM']);
  });

  it('and does not end is killed after five seconds', async () => {
    const { running, sent, clock } = await aborted(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    await clock.advance(4_999);
    expect(sent).toEqual(['SIGTERM']);
    await clock.advance(1);
    await expect(running).rejects.toBe(reason);
    expect(sent).toEqual(['SIGTERM', 'SIGKILL']);
  });
});

describe('a program that runs to its end', () => {
  const sh = (script: string) => runProgram({ file: '/bin/sh', args: ['-c', script], env });

  it('is told by its output and by what ended it', async () => {
    expect(await sh('echo out; exit 3')).toEqual({
      exitCode: 3,
      signal: null,
      stdout: 'out\n',
      output: 'out\n',
    });
    expect(await sh('echo err >&2; kill -KILL $$')).toEqual({
      exitCode: null,
      signal: 'SIGKILL',
      stdout: '',
      output: 'err\n',
    });
  });

  it('finds in its environment what it was given alone', async () => {
    const { stdout } = await runProgram({ file: '/usr/bin/env', args: [], env: { ONLY: 'this' } });
    expect(stdout).toBe('ONLY=this\n');
  });

  it('hands out lines as they come, the last one without an end too', async () => {
    const lines: string[] = [];
    const onLine = (line: string): number => lines.push(line);
    await runProgram({ file: '/bin/sh', args: ['-c', "printf 'a\\r\\nb\\nc'"], env, onLine });
    expect(lines).toEqual(['a', 'b', 'c']);
  });

  it('rejects with the reason why it cannot be started', async () => {
    const started = runProgram({ file: '/no/such/program', args: [], env });
    await expect(started).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
