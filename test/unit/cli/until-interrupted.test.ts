import { EventEmitter } from 'node:events';
import { exitCodeOf } from '../../../modules/cli/exit-codes';
import { untilInterrupted } from '../../../modules/cli/terminal/until-interrupted';
import { systemClock } from '../../../modules/kernel';

describe('work that Ctrl-C ends', () => {
  it('aborts, rejects with exit code 130, and listens no longer', async () => {
    const signals = new EventEmitter();
    const work = untilInterrupted('It goes on.', (signal) => systemClock.sleep(60_000, signal), signals);
    signals.emit('SIGINT');
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(exitCodeOf(error)).toBe(130);
    expect(error).toMatchObject({ code: 'COMMAND_INTERRUPTED', message: 'It goes on.' });
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });

  it('returns what the work returns', async () => {
    const signals = new EventEmitter();
    expect(await untilInterrupted('x', () => Promise.resolve(7), signals)).toBe(7);
    expect(signals.listenerCount('SIGTERM')).toBe(0);
  });
});
