// Runs the whole test suite, reports where its time went, and ends with one line that says how many tests passed and
// failed, taken from Jest's own JSON result. `--remember` writes the durations into test-times.json; other arguments go
// to Jest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { filesToRemember, testReport } from './test-report';
import type { TestSummary, TestTimes } from './test-report';

const ROOT = join(__dirname, '..');
const UNREACHABLE = join(ROOT, 'test', 'support', 'unreachable-registry');
const TIMES = join(__dirname, 'test-times.json');

async function main(argv: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tuneform-test-'));
  const result = join(folder, 'result.json');
  try {
    const run = spawnSync(
      process.execPath,
      [
        require.resolve('jest/bin/jest'),
        '--json',
        `--outputFile=${result}`,
        '--testLocationInResults',
        ...argv.filter((argument) => argument !== '--remember'),
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        // Behind the machine's own: a builder that reaches no registry, which must change no result.
        env: { ...process.env, PATH: [process.env['PATH'], UNREACHABLE].join(delimiter) },
      },
    );
    const summary = JSON.parse(readFileSync(result, 'utf8')) as TestSummary;
    const times = JSON.parse(readFileSync(TIMES, 'utf8')) as TestTimes;
    if (argv.includes('--remember')) {
      await remember({ ...times, files: { ...times.files, ...filesToRemember(summary, ROOT) } });
    }
    const { lines, passes } = testReport(summary, { root: ROOT, budgets: times.budgets });
    for (const line of lines) console.log(line);
    return run.status === 0 && passes ? 0 : 1;
  } catch (error) {
    console.error(`Jest left no readable result: ${String(error)}`);
    console.log('0 passed, 1 failed');
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function remember(times: TestTimes): Promise<void> {
  const options = { ...(await resolveConfig(TIMES)), filepath: TIMES };
  writeFileSync(TIMES, await format(JSON.stringify(times), options));
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
