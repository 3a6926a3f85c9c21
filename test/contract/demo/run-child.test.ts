import { runChild } from '../../../modules/demo/programs/run-child';
import { isAlive } from '../../../modules/machine';

const shell = (script: string, signal: AbortSignal, onLine: (line: string) => void): Promise<number> =>
  runChild({
    command: 'sh',
    args: ['-c', script],
    workingDirectory: process.cwd(),
    env: { PATH: process.env['PATH'] },
    signal,
    onLine,
  });

describe('runChild', () => {
  it('gives lines of both streams and the exit code', async () => {
    const lines: string[] = [];
    const code = await shell('echo out; echo err >&2; exit 7', new AbortController().signal, (line) =>
      lines.push(line),
    );
    expect([code, lines.sort()]).toEqual([7, ['err', 'out']]);
  });

  it('names a command that cannot be run', async () => {
    const request = {
      command: '/no/such',
      args: [],
      workingDirectory: '/',
      env: {},
      onLine: () => undefined,
    };
    await expect(runChild({ ...request, signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'COMMAND_NOT_RUNNABLE',
    });
  });

  it('does not start anything once interrupted', async () => {
    const signal = AbortSignal.abort(new Error('interrupted'));
    await expect(shell('echo never', signal, () => fail('it ran'))).rejects.toThrow('interrupted');
  });

  it('when interrupted lets the child finish in order and leaves nothing below it', async () => {
    const interruption = new AbortController();
    const lines: string[] = [];
    const script = 'trap "echo saved; exit 0" INT; sleep 60 & echo pid $!; wait';
    const run = shell(script, interruption.signal, (line) => {
      lines.push(line);
      if (line.startsWith('pid')) interruption.abort(new Error('interrupted'));
    });
    await expect(run).rejects.toThrow('interrupted');
    expect(lines).toContain('saved');
    expect(isAlive(Number(lines[0]?.slice(4)))).toBe(false);
  });
});
