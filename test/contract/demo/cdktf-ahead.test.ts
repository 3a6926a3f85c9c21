import { join } from 'node:path';
import { CdktfAhead } from '../../../modules/demo/programs/cdktf-ahead';
import { descendantsOf } from '../../../modules/demo/programs/process-tree';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';

/** Laid out as the CLI is, so that loading and running can be told apart; the demo's own test runs the real one. */
const folder = temporaryFolder({
  'cmds/handlers.js': `console.log('loaded', process.env.ORDERED);`,
  cdktf: `console.log('runs', process.argv.slice(1).join(' '), process.env.BASE, process.env.ORDERED);
    if (process.argv[2] === 'fail') process.exitCode = 7;`,
});
const cli = join(folder, 'cdktf');

/** Jest's process has other descendants too, such as a compiler of an earlier file. */
const waiting = () => descendantsOf(process.pid).filter(({ name }) => name.startsWith('node'));
const loaded = (): number => waiting().length;

function ahead(signal = new AbortController().signal): CdktfAhead {
  const env = { PATH: process.env['PATH'], BASE: 'base' };
  return new CdktfAhead({ cli, project: folder, env, signal });
}

afterAll(removeTemporaryFolders);

describe('CdktfAhead', () => {
  it.each([0, 1])('runs the CLI as its order says, with %p loaded before', async (count) => {
    const cdktf = ahead();
    cdktf.load(count);
    expect(loaded()).toBe(count);
    const lines: string[] = [];
    const run = cdktf.run({
      args: ['fail', 'stack'],
      env: { ORDERED: 'ordered' },
      onLine: (line) => lines.push(line),
    });
    expect(loaded()).toBe(1);
    expect(await run).toBe(7);
    expect(lines).toEqual(['loaded undefined', `runs ${cli} fail stack base ordered`]);
  });

  it('ends those that got no order', async () => {
    const cdktf = ahead();
    cdktf.load(2);
    cdktf.load(2);
    expect(loaded()).toBe(2);
    await cdktf.stop();
    expect(loaded()).toBe(0);
  });

  it('starts another when the one that waited is gone', async () => {
    const cdktf = ahead();
    cdktf.load(1);
    for (const { pid } of waiting()) process.kill(pid, 'SIGKILL');
    await until(() => loaded() === 0);
    expect(await cdktf.run({ args: ['synth'], env: {}, onLine: () => undefined })).toBe(0);
  });

  it('loads and runs nothing once interrupted', () => {
    const cdktf = ahead(AbortSignal.abort(new Error('interrupted')));
    cdktf.load(1);
    expect(loaded()).toBe(0);
    expect(() => cdktf.run({ args: ['synth'], env: {}, onLine: () => undefined })).toThrow('interrupted');
  });
});
