import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sendSignal } from '../../../modules/machine';

describe('a signal', () => {
  it('ends a process', async () => {
    const child = spawn('sleep', ['60']);
    const ended = once(child, 'close');
    sendSignal(child.pid ?? 0, 'SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('to a process that has ended meanwhile is none', async () => {
    const child = spawn('true');
    await once(child, 'close');
    expect(() => sendSignal(child.pid ?? 0, 'SIGTERM')).not.toThrow();
  });

  it('that cannot be sent is an error', () => {
    expect(() => sendSignal(process.pid, 'SIGNONE' as NodeJS.Signals)).toThrow('SIGNONE');
  });
});
