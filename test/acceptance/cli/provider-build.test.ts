import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { checkSchema } from '../../../modules/conformance';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { writeFirstProvider } from '../plugin/first-provider';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'provider-build-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function build(...args: readonly string[]) {
  const terminal = collectingTerminal(folder, { ...process.env, NO_COLOR: '1' });
  const code = await main(['provider', 'build', ...args], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

describe('tuneform provider build', () => {
  it('makes a provider of the program of the guide', async () => {
    writeFirstProvider(join(folder, 'main.ts'));
    const executable = join(folder, 'dist', 'terraform-provider-first_v0.1.0');
    const out = ['--out', 'dist/terraform-provider-first_v0.1.0'];
    expect(await build('main.ts', ...out)).toEqual({ code: 0, stdout: executable, stderr: '' });
    expect((await checkSchema(executable)).filter(({ ok }) => !ok)).toEqual([]);
    const { stdout } = await build('main.ts', ...out, '--json');
    expect(JSON.parse(stdout)).toEqual({ executable, sizeInBytes: statSync(executable).size });
  });

  it.each([
    { mistake: 'a file that is not there', args: ['no.ts', '--out', 'x'], says: /no\.ts does not exist/ },
    { mistake: 'a folder as the executable', args: ['main.ts', '--out', 'taken'], says: /taken is a folder/ },
    {
      mistake: 'a program that is none',
      args: ['wrong.ts', '--out', 'x'],
      says: /wrong\.ts could not be bundled[\s\S]*wrong\.ts:1:8/,
    },
  ])('rejects $mistake', async ({ args, says }) => {
    mkdirSync(join(folder, 'taken'), { recursive: true });
    writeFileSync(join(folder, 'wrong.ts'), 'let a = ;');
    const { code, stdout, stderr } = await build(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
