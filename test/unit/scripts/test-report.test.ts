import { filesToRemember, testReport } from '../../../scripts/test-report';
import type { TestSummary } from '../../../scripts/test-report';

const file = (
  name: string,
  seconds: number,
  durations: readonly number[] = [],
): TestSummary['testResults'][number] => ({
  name: `/project/test/${name}.test.ts`,
  startTime: 5_000,
  endTime: 5_000 + seconds * 1000,
  assertionResults: durations.map((duration, index) => ({
    fullName: `${name} ${String(index)}`,
    duration: duration * 1000,
  })),
});
const summary = (testResults: TestSummary['testResults'], more: Partial<TestSummary> = {}): TestSummary => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults,
  ...more,
});
const root = '/project';
const report = (
  of: TestSummary,
  budgets: Readonly<Record<string, number>> = {},
): ReturnType<typeof testReport> => testReport(of, { root, budgets });

describe('the report of a test run', () => {
  it('shows the slowest files and tests, slowest first, and each project beside its budget', () => {
    const files = [file('unit/a', 1, [0.5]), file('contract/b', 12, [11, 0.25]), file('unit/c', 2)];
    expect(report(summary(files), { unit: 30, contract: 40 })).toEqual({
      lines: [
        'Slowest files:',
        '    12.0 s  test/contract/b.test.ts',
        '     2.0 s  test/unit/c.test.ts',
        '     1.0 s  test/unit/a.test.ts',
        'Slowest tests:',
        '    11.0 s  contract/b 0',
        '     0.5 s  unit/a 0',
        '     0.3 s  contract/b 1',
        'Projects:',
        '    12.0 of 40 s  contract',
        '     3.0 of 30 s  unit',
        '3 passed, 0 failed',
      ],
      passes: true,
    });
  });

  it('shows ten of each', () => {
    const files = Array.from({ length: 12 }, (_, index) => file(`unit/${String(index)}`, index, [index]));
    expect(report(summary(files)).lines.filter((line) => / s {2}(test\/)?unit\//.test(line))).toHaveLength(
      20,
    );
  });

  it('fails a project that takes longer than its budget, all of its files together', () => {
    const { lines, passes } = report(summary([file('unit/a', 6), file('unit/b', 6)]), { unit: 11 });
    expect(passes).toBe(false);
    expect(lines).toContain('unit is over its time budget, which scripts/test-times.json sets.');
  });

  it('fails when a test failed, a file could not be loaded, or nothing ran', () => {
    expect(report(summary([], { numFailedTests: 1 })).passes).toBe(false);
    expect(report(summary([], { numPassedTests: 0 })).passes).toBe(false);
    const broken = report(summary([], { numRuntimeErrorTestSuites: 2 }));
    expect([broken.passes, broken.lines.at(-1)]).toEqual([false, '3 passed, 2 failed']);
  });

  it('says how many tests did not run', () => {
    expect(report(summary([], { numPendingTests: 2 })).lines).toContain('2 tests did not run');
  });
});

it('remembers the files that take five seconds or more, in whole seconds', () => {
  expect(
    filesToRemember(summary([file('unit/a', 4.9), file('unit/b', 5), file('contract/c', 20.6)]), root),
  ).toEqual({
    'test/contract/c.test.ts': 21,
    'test/unit/b.test.ts': 5,
  });
});
