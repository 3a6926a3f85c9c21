import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../modules/local-cloud');
const START = /\b(?:startProgram|startInBackground|runProgram|runProgramAtOnce)\(/g;
const starters = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && readFileSync(join(folder, file), 'utf8').search(START) >= 0,
);

describe('programs that the local cloud starts', () => {
  it('are started in the places known here', () => {
    expect(starters.sort()).toEqual([
      'runners/process/host-python.ts',
      'runners/process/process-group.ts',
      'runners/process/python-environment.ts',
      'runners/process/watchdog.ts',
      'store/check-store.ts',
    ]);
  });

  it.each(starters)('get an environment made for them in %s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const calls = text.match(START) ?? [];
    expect(calls).toHaveLength(1);
    expect(text).toMatch(/\benv(?:,|: | = )(?:inheritedEnvironment\(|request\.environment)?/);
    expect(text).not.toMatch(/\.\.\.process\.env/);
  });
});
