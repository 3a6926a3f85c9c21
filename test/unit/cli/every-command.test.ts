import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { main } from '../../../modules/cli/main';
import { buildProgram } from '../../../modules/cli/program';
import { collectingTerminal } from './collecting-terminal';

const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

const pathOf = (command: Command): readonly string[] =>
  command.parent === null ? [] : [...pathOf(command.parent), command.name()];

const commands = leaves(buildProgram(collectingTerminal('/'), { json: false })).map((command) => ({
  path: pathOf(command),
  command,
}));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-every-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[]) {
  const terminal = collectingTerminal(folder);
  const code = await main(argv, terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

describe.each(commands)('tuneform $path', ({ path, command }) => {
  it('takes --json, and has help with an example', async () => {
    expect(command.options.map(({ long }) => long)).toContain('--json');
    const { code, stdout } = await run([...path, '--help']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Usage: [\s\S]*\nExamples:\n {2}\$ /)]);
  });

  it('prints wrong usage as JSON with --json, in one line of stderr, and as text without', async () => {
    const { code, stdout, stderr } = await run([...path, '--json', '--no-such-option']);
    expect([code, stdout, JSON.parse(stderr)]).toEqual([
      2,
      '',
      {
        error: {
          code: 'BAD_USAGE',
          summary: 'Wrong Usage',
          message: expect.any(String),
          exitCode: 2,
        },
      },
    ]);
    expect((await run([...path, '--no-such-option'])).stderr).toMatch(/^error: /);
  });
});

describe('an error under --json', () => {
  it('has the code, the exit code and the remedy of the error in words', async () => {
    const argv = ['local', 'env', '--directory', folder];
    const { stderr } = await run([...argv, '--json']);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'LOCAL_CLOUD_NOT_RUNNING',
        summary: 'Local Cloud Not Running',
        message: expect.stringContaining('npx tuneform local start'),
        exitCode: 3,
      },
    });
    expect((await run(argv)).stderr).toMatch(/^Error: Local Cloud Not Running/);
  });

  it('is not meant by an argument after --', async () => {
    expect((await run(['show', '--', '--json'])).stderr).not.toMatch(/^\{/);
  });
});
