import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram, writeExecutable } from '../../../modules/bundle';

let folder: string;
let cache: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'executable-'));
  cache = join(folder, 'cache');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function make(source: string, name = 'program'): Promise<string> {
  writeFileSync(join(folder, `${name}.ts`), source);
  const executable = join(folder, name);
  await writeExecutable(executable, await bundleProgram(join(folder, `${name}.ts`)));
  return executable;
}

const run = (executable: string, setting = cache): string =>
  execFileSync(executable, { encoding: 'utf8', env: { ...process.env, TF_PLUGIN_CODE_CACHE: setting } });

/** The one file in the cache. */
function kept(): string {
  const [name, ...others] = readdirSync(cache);
  expect(others).toEqual([]);
  return join(cache, name ?? '');
}

/** Has the code of one program kept under the name of another that differs in one letter only. */
async function swapped(): Promise<string> {
  const other = await make("console.log('b');", 'other');
  run(other);
  const code = join(folder, 'code');
  renameSync(kept(), code);
  const executable = await make("console.log('a');");
  run(executable);
  renameSync(code, kept());
  return executable;
}

it('is what it was bundled from', async () => {
  const executable = await make(`
    import { basename } from 'node:path';
    console.log(require.main === module, basename(__filename), /a*/.test(''), '*' + '/', ${JSON.stringify('é*/')});
    void import('node:os').then(({ EOL }) => console.log(EOL.length));
    process.exitCode = Number(process.env.EXIT_CODE ?? 0);
  `);
  for (const round of ['compiled', 'kept']) {
    expect({ round, said: run(executable) }).toEqual({ round, said: 'true program true */ é*/\n1\n' });
  }
  const { status } = spawnSync(executable, { env: { ...process.env, EXIT_CODE: '3' } });
  expect(status).toBe(3);
});

it('may stay beside its sources: their folders and their packages are where they were, also when all has moved', async () => {
  for (const path of ['here/sub', 'here/node_modules/packaged', 'here/dist']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, 'here/node_modules/packaged/index.js'), 'exports.where = __dirname;');
  writeFileSync(join(folder, 'here/sub/own.ts'), 'export const own = __dirname;');
  const entry = join(folder, 'here/main.ts');
  writeFileSync(
    entry,
    `import { own } from './sub/own';
     import { where } from 'packaged';
     class Named {}
     console.log([__dirname, own, where, Named.name].join(' '));`,
  );
  const beside = join(folder, 'here/dist/program');
  await writeExecutable(beside, await bundleProgram(entry, { beside }));
  renameSync(join(folder, 'here'), join(folder, 'there'));
  const there = join(folder, 'there');
  expect(run(join(there, 'dist/program'))).toBe(
    `${there} ${there}/sub ${there}/node_modules/packaged Named\n`,
  );
});

it('has the same bytes whenever it is made', async () => {
  const [one, two] = [await make('console.log(1);', 'one'), await make('console.log(1);', 'two')];
  expect(readFileSync(one)).toEqual(readFileSync(two));
});

it('starts from what an earlier start has compiled', async () => {
  expect(run(await swapped())).toBe('b\n');
});

it.each([
  { why: 'somebody else could have written', spoil: () => chmodSync(kept(), 0o666) },
  {
    why: 'is damaged',
    spoil: () => {
      const content = readFileSync(kept());
      content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1);
      writeFileSync(kept(), content);
    },
  },
  { why: 'is not whole', spoil: () => writeFileSync(kept(), readFileSync(kept()).subarray(0, 100)) },
])('compiles anew when what is kept $why, and keeps that', async ({ spoil }) => {
  const executable = await swapped();
  spoil();
  expect(run(executable)).toBe('a\n');
  expect(run(executable)).toBe('a\n');
  run(executable);
});

it('keeps nothing of a start that failed, or when it is told so, or where it cannot', async () => {
  const executable = await make('process.exitCode = Number(process.env.EXIT_CODE ?? 0);');
  spawnSync(executable, { env: { ...process.env, TF_PLUGIN_CODE_CACHE: cache, EXIT_CODE: '1' } });
  run(executable, 'off');
  writeFileSync(join(folder, 'file'), '');
  run(executable, join(folder, 'file', 'cache'));
  expect(readdirSync(folder).filter((name) => name === 'cache')).toEqual([]);
  run(executable);
  expect(readdirSync(cache)).toHaveLength(1);
});

it('keeps its code below the cache folder of the user', async () => {
  const executable = await make('');
  const { TF_PLUGIN_CODE_CACHE: _, ...env } = process.env;
  execFileSync(executable, { env: { ...env, XDG_CACHE_HOME: folder } });
  expect(readdirSync(join(folder, 'terraform-provider-code'))).toHaveLength(1);
});

it('leaves nothing in the working directory of a user without a home', async () => {
  const executable = await make("console.log('works');");
  const { TF_PLUGIN_CODE_CACHE: _, XDG_CACHE_HOME: _xdg, ...env } = process.env;
  const cwd = mkdtempSync(join(folder, 'cwd-'));
  expect(execFileSync(executable, { cwd, encoding: 'utf8', env: { ...env, HOME: '' } })).toBe('works\n');
  expect(readdirSync(cwd)).toEqual([]);
});

it('is kept anew by a start that has worked twice as long', async () => {
  const executable = await make(`
    const until = process.cpuUsage().user + 1e6 * Number(process.env.SECONDS ?? 0);
    while (process.cpuUsage().user < until);
  `);
  const written = (seconds: string): number => {
    execFileSync(executable, { env: { ...process.env, TF_PLUGIN_CODE_CACHE: cache, SECONDS: seconds } });
    return readFileSync(kept()).readDoubleLE(32);
  };
  const first = written('0.2');
  expect(written('0')).toBe(first);
  expect(written('1')).toBeGreaterThan(2 * first);
});

it('removes what has not been kept anew for a month', async () => {
  mkdirSync(cache);
  const old = new Date(Date.now() - 31 * 24 * 3600 * 1000);
  for (const name of ['old', 'young']) writeFileSync(join(cache, name), '');
  utimesSync(join(cache, 'old'), old, old);
  run(await make(''));
  expect(readdirSync(cache)).toHaveLength(2);
  expect(readdirSync(cache)).toContain('young');
});

it('names every mistake when it cannot be bundled', async () => {
  await expect(make("import './missing';\nlet a = ;")).rejects.toMatchObject({
    code: 'BUNDLE_FAILED',
    message: expect.stringMatching(/program\.ts:2:8/),
  });
});
