import { runCommand } from '../../../modules/image/builder/run-command';

const reason = new Error('Terraform was interrupted');

/** Runs a shell script until it has said a line, then aborts it, and answers with which signals it was sent. */
async function aborted(script: string) {
  const controller = new AbortController();
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
  const running = runCommand({
    executable: '/bin/sh',
    args: ['-c', script],
    signal: controller.signal,
    onLine: () => saidSomething(),
  });
  // Whoever asks hears of it below; until then it is nobody's unhandled rejection.
  running.catch(() => undefined);
  await ready;
  controller.abort(reason);
  return { running, sent };
}

beforeEach(() => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'hrtime', 'performance'],
  });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('a program that is told to end', () => {
  it('and does is sent nothing more, because its number may be somebody else’s by then', async () => {
    const { running, sent } = await aborted('echo ready; exec sleep 60');
    await expect(running).rejects.toBe(reason);
    jest.advanceTimersByTime(60_000);
    expect(sent).toEqual(['SIGTERM']);
  });

  it('and does not is made to after five seconds', async () => {
    const { running, sent } = await aborted(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    jest.advanceTimersByTime(4_999);
    expect(sent).toEqual(['SIGTERM']);
    jest.advanceTimersByTime(1);
    await expect(running).rejects.toBe(reason);
    expect(sent).toEqual(['SIGTERM', 'SIGKILL']);
  });
});

it('gives a builder its own settings and the names of accounts, and no key of any kind', async () => {
  jest.useRealTimers();
  const passed = { DOCKER_HOST: 'unix:///run/d.sock', BUILDAH_ISOLATION: 'chroot', AWS_PROFILE: 'images' };
  const kept = { AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'x', GITHUB_TOKEN: 'x', NPM_TOKEN: 'x' };
  const before = { ...process.env };
  Object.assign(process.env, passed, kept);
  try {
    const { stdout } = await runCommand({
      executable: '/usr/bin/env',
      args: [],
      env: { OF_THE_CALL: 'yes' },
    });
    const seen = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    expect(seen).toMatchObject({ ...passed, OF_THE_CALL: 'yes', PATH: process.env['PATH'] });
    expect(Object.keys(kept).filter((name) => name in seen)).toEqual([]);
  } finally {
    for (const name of Object.keys({ ...passed, ...kept })) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
});
