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
