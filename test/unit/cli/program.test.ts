import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../modules/cli/main';
import { collectingTerminal } from './collecting-terminal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-cli-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly argv: readonly string[];
  readonly code: number;
  readonly says: RegExp;
  readonly why: string;
}

describe('tuneform exit codes', () => {
  it.each<Case>([
    { argv: ['--help'], code: 0, says: /^$/, why: 'help that was asked for is data, not an error' },
    { argv: ['local', 'start', '--help'], code: 0, says: /^$/, why: 'every command has help' },
    { argv: ['nope'], code: 2, says: /unknown command 'nope'/, why: 'a mistyped command is wrong usage' },
    { argv: ['local', 'strat'], code: 2, says: /Did you mean.*sta/, why: 'a near miss gets a suggestion' },
    {
      argv: ['local', 'start', '--port', 'x'],
      code: 2,
      says: /0 to 65535/,
      why: 'the port is checked first',
    },
    {
      argv: ['local', 'env', '--shell', 'tcsh'],
      code: 2,
      says: /sh, fish, powershell/,
      why: 'choices are listed',
    },
    {
      argv: ['local', 'requests', '--since', 'x'],
      code: 2,
      says: /neither a time/,
      why: 'times are checked',
    },
    { argv: ['local', 'status'], code: 3, says: /npx tuneform local start/, why: 'not running is not found' },
    { argv: ['local', 'env'], code: 3, says: /Not Running/, why: 'exports for nobody would mislead' },
    { argv: ['local', 'reset'], code: 2, says: /--yes/, why: 'without a person nothing is deleted unasked' },
    { argv: ['local', 'stop'], code: 0, says: /No local cloud was running/, why: 'stopping twice is fine' },
    {
      argv: ['mirror'],
      code: 2,
      says: /missing required argument/,
      why: 'nothing is written to a guessed folder',
    },
    { argv: ['show'], code: 2, says: /missing required argument/, why: 'the experiment must be named' },
    { argv: ['trials', 'x', '--limit', '0'], code: 2, says: /1 or more/, why: 'counts start at one' },
    { argv: ['show', 'x', '--target', 'azure'], code: 2, says: /local or aws/, why: 'targets are two' },
    {
      argv: ['show', 'x', '--endpoint', 'http://127.0.0.1:1'],
      code: 3,
      says: /npx tuneform local start/,
      why: 'a local cloud that does not answer is named before any call is tried',
    },
    {
      argv: ['show', 'x', '--endpoint', 'http://192.0.2.7:4747'],
      code: 2,
      says: /loopback/,
      why: 'target local uses only this machine',
    },
    { argv: ['review'], code: 2, says: /missing required argument/, why: 'the plan must be given' },
    { argv: ['review', 'gone.json'], code: 2, says: /ENOENT/, why: 'a plan that is not there is named' },
    { argv: ['review', '-', '-'], code: 2, says: /only once/, why: 'standard input is read once' },
    {
      argv: ['review', 'x', '--fail-on', 'everything'],
      code: 2,
      says: /endpoint-removal/,
      why: 'what can be forbidden is listed',
    },
    { argv: ['review', 'x', '--max-cost', '-1'], code: 2, says: /0 or more/, why: 'a cost is not negative' },
    {
      argv: ['review', 'x', '--json', '--markdown'],
      code: 2,
      says: /not both/,
      why: 'two formats at once would mix',
    },
    {
      argv: ['invoke', 'x', '--body', 'a', '--file', 'b'],
      code: 2,
      says: /one of/,
      why: 'one body, not two',
    },
  ])('$argv gives $code: $why', async ({ argv, code, says, why }) => {
    const terminal = collectingTerminal(folder);
    expect({ code: await main(argv, terminal), why }).toEqual({ code, why });
    expect(terminal.stderr.join('\n')).toMatch(says);
  });

  it('lists its exit codes and an example where help is asked for', async () => {
    const terminal = collectingTerminal(folder);
    await main(['--help'], terminal);
    await main(['trials', '--help'], terminal);
    expect(terminal.stdout.join('\n')).toMatch(/130\s+interrupted with Ctrl-C/);
    expect(terminal.stdout.join('\n')).toContain('$ npx tuneform trials digits');
    expect(terminal.stderr).toEqual([]);
  });

  it('keeps stdout empty when it fails, so that a script never evaluates an error', async () => {
    const terminal = collectingTerminal(folder);
    await main(['local', 'env'], terminal);
    expect(terminal.stdout).toEqual([]);
  });
});

describe('tuneform local reset', () => {
  it('deletes nothing in a folder that is not a local cloud', async () => {
    writeFileSync(join(folder, 'thesis.tex'), 'years of work');
    const terminal = collectingTerminal(folder);
    expect(await main(['local', 'reset', '--yes', '--directory', folder], terminal)).toBe(1);
    expect(terminal.stderr.join('\n')).toContain('does not look like the folder of a local cloud');
    expect(existsSync(join(folder, 'thesis.tex'))).toBe(true);
  });

  it('empties the folder of a local cloud that is not running', async () => {
    mkdirSync(join(folder, 'store'));
    const terminal = collectingTerminal(folder);
    expect(await main(['local', 'reset', '--yes', '--json', '--directory', folder], terminal)).toBe(0);
    expect(existsSync(join(folder, 'store'))).toBe(false);
    expect(JSON.parse(terminal.stdout.join(''))).toMatchObject({ wasRunning: false, emptied: true });
  });
});

describe('tuneform local status --json', () => {
  it('answers on stdout even when nothing runs, and keeps exit code 3', async () => {
    const terminal = collectingTerminal(folder);
    expect(await main(['local', 'status', '--json'], terminal)).toBe(3);
    expect(JSON.parse(terminal.stdout.join(''))).toEqual({
      running: false,
      directory: join(folder, '.tuneform', 'local-cloud'),
    });
  });

  it('says that the last one ended without a word when its record is stale', async () => {
    const directory = join(folder, '.tuneform', 'local-cloud');
    mkdirSync(directory, { recursive: true });
    const record = { pid: 2 ** 22 + 7, url: 'http://127.0.0.1:1', startedAt: 0 };
    writeFileSync(join(directory, 'server.json'), JSON.stringify(record));
    const terminal = collectingTerminal(folder);
    expect(await main(['local', 'status'], terminal)).toBe(3);
    expect(terminal.stderr.join('\n')).toContain('ended unexpectedly');
  });
});

describe('tuneform local requests', () => {
  it('lists what changes something since a moment, from the log alone', async () => {
    const directory = join(folder, '.tuneform', 'local-cloud');
    mkdirSync(directory, { recursive: true });
    const line = (at: number, operation: string, mutating: boolean): string =>
      JSON.stringify({ at, requestId: 'r', service: 's3', operation, status: 200, mutating, principal: 'p' });
    const early = Date.parse('2026-11-21T08:00:00Z');
    const late = Date.parse('2026-11-21T10:00:00Z');
    const lines = [
      line(early, 'CreateBucket', true),
      line(late, 'PutObject', true),
      line(late, 'GetObject', false),
    ];
    writeFileSync(join(directory, 'requests.jsonl'), `${lines.join('\n')}\n{"at":12`);
    const terminal = collectingTerminal(folder);
    const argv = ['local', 'requests', '--since', '2026-11-21T09:00:00Z', '--mutating', '--json'];
    expect(await main(argv, terminal)).toBe(0);
    const operations = (JSON.parse(terminal.stdout.join('')) as { operation: string }[]).map(
      (r) => r.operation,
    );
    expect(operations).toEqual(['PutObject']);
  });
});
