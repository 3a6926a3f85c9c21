import { relative, sep } from 'node:path';

/** The fields used from Jest's JSON result. Times are in milliseconds. */
export interface TestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    /** Absolute path of the file. */
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly fullName: string; readonly duration?: number | null }[];
  }[];
}

/** The checked-in table of durations, in seconds. */
export interface TestTimes {
  /** Time budget of each Jest project: the maximum for its files together. */
  readonly budgets: Readonly<Record<string, number>>;
  /** Duration of slow files, by path, on two idle cores. The slowest start first. */
  readonly files: Readonly<Record<string, number>>;
}

interface Timed {
  readonly name: string;
  readonly seconds: number;
}

const SHOWN = 10;
const WORTH_REMEMBERING_SECONDS = 5;

/**
 * Returns the summary of a test run: the slowest files and tests, the time of each project beside its budget and, as
 * the last line, how many tests passed and failed.
 */
export function testReport(
  summary: TestSummary,
  { root, budgets }: { readonly root: string; readonly budgets: Readonly<Record<string, number>> },
): { readonly lines: readonly string[]; readonly passes: boolean } {
  const files = timedFiles(summary, root);
  const tests = summary.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({ name: fullName, seconds: (duration ?? 0) / 1000 })),
  );
  const projects = projectsOf(files);
  const over = projects.filter(({ name, seconds }) => seconds > (budgets[name] ?? Infinity));
  const passed = summary.numPassedTests;
  // A suite that failed to load counts as one failure.
  const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
  return {
    lines: [
      'Slowest files:',
      ...slowest(files),
      'Slowest tests:',
      ...slowest(tests),
      'Projects:',
      ...projects.map(
        ({ name, seconds }) => `${shown(seconds)} of ${String(budgets[name] ?? 'unlimited')} s  ${name}`,
      ),
      ...over.map(({ name }) => `${name} is over its time budget, which scripts/test-times.json sets.`),
      ...(summary.numPendingTests > 0 ? [`${String(summary.numPendingTests)} tests did not run`] : []),
      `${String(passed)} passed, ${String(failed)} failed`,
    ],
    passes: failed === 0 && passed > 0 && over.length === 0,
  };
}

/** Returns the files whose duration affects when they should start, in whole seconds, slowest first. */
export function filesToRemember(summary: TestSummary, root: string): TestTimes['files'] {
  return Object.fromEntries(
    ranked(timedFiles(summary, root))
      .filter(({ seconds }) => seconds >= WORTH_REMEMBERING_SECONDS)
      .map(({ name, seconds }) => [name, Math.round(seconds)]),
  );
}

function timedFiles({ testResults }: TestSummary, root: string): readonly Timed[] {
  return testResults.map(({ name, startTime, endTime }) => ({
    name: relative(root, name).split(sep).join('/'),
    seconds: (endTime - startTime) / 1000,
  }));
}

/** Returns the seconds of all files of a Jest project, which are in the folder `test/<project>`, together. */
function projectsOf(files: readonly Timed[]): readonly Timed[] {
  const totals = new Map<string, number>();
  for (const { name, seconds } of files) {
    const project = name.split('/')[1] ?? name;
    totals.set(project, (totals.get(project) ?? 0) + seconds);
  }
  return ranked([...totals].map(([name, seconds]) => ({ name, seconds })));
}

const ranked = (timed: readonly Timed[]): readonly Timed[] =>
  timed.toSorted((one, other) => other.seconds - one.seconds);

const slowest = (timed: readonly Timed[]): readonly string[] =>
  ranked(timed)
    .slice(0, SHOWN)
    .map(({ name, seconds }) => `${shown(seconds)} s  ${name}`);

const shown = (seconds: number): string => seconds.toFixed(1).padStart(8);
