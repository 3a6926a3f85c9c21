import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Watchdog } from '../../../../modules/local-cloud/runners/process/watchdog';

const sleeper = (script = 'exec sleep 300') =>
  spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });

test('groups still guarded when its input ends are ended, released ones are not', async () => {
  const [guarded, released] = [sleeper(), sleeper()];
  const watchdog = new Watchdog();
  watchdog.guard(guarded.pid!);
  watchdog.guard(released.pid!);
  watchdog.release(released.pid!);
  const ended = once(guarded, 'exit');
  watchdog.close();
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(released.exitCode ?? released.signalCode).toBeNull();
  process.kill(-released.pid!, 'SIGKILL');
});

test('a group that ignores SIGTERM is killed', async () => {
  const stubborn = sleeper(`trap '' TERM; echo trapped; sleep 300 & wait; sleep 300`);
  const watchdog = new Watchdog();
  watchdog.guard(stubborn.pid!);
  await once(stubborn.stdout, 'data');
  const ended = once(stubborn, 'exit');
  watchdog.close();
  expect(await ended).toEqual([null, 'SIGKILL']);
});
