import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startProgram } from '../../../../modules/machine';
import type { Program } from '../../../../modules/machine';
import {
  listensEverywhere,
  openPortsOf,
} from '../../../../modules/local-cloud/runners/process/listens-everywhere';

const started: Program[] = [];

afterEach(async () => {
  for (const program of started.splice(0)) {
    const ended = once(program, 'exit');
    process.kill(-program.pid!, 'SIGKILL');
    await ended;
  }
});

/** Starts a group in which a child of the leader listens, and returns the group and the port once it does. */
async function listen(address: string): Promise<{ readonly group: number; readonly port: number }> {
  const listener = `require('node:net').createServer().listen(0, '${address}', function () { console.log(this.address().port) })`;
  const program = startProgram({
    file: 'sh',
    args: ['-c', `"${process.execPath}" -e "${listener}" & wait`],
    env: {},
    ownGroup: true,
  });
  started.push(program);
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  return { group: program.pid!, port: Number(line) };
}

describe('ports that a group of processes opens to other machines', () => {
  it.each(['0.0.0.0', '::'])('are those on which one of its processes listens at %s', async (address) => {
    const { group, port } = await listen(address);
    expect(openPortsOf(group)).toEqual([port]);
    expect(listensEverywhere(port)).toBe(true);
  });

  it('are none on loopback, and none of another group', async () => {
    const [here, there] = [await listen('127.0.0.1'), await listen('0.0.0.0')];
    expect(openPortsOf(here.group)).toEqual([]);
    expect(listensEverywhere(here.port)).toBe(false);
    expect(openPortsOf(there.group)).toEqual([there.port]);
  });
});
