// Runs the whole test suite and ends with one line that says how many tests passed and failed, taken from Jest's own
// JSON result. Extra arguments go to Jest.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');

const UNREACHABLE = join(__dirname, '..', 'test', 'support', 'unreachable-registry');

const folder = mkdtempSync(join(tmpdir(), 'tuneform-test-'));
const result = join(folder, 'result.json');
const jest = require.resolve('jest/bin/jest');
const run = spawnSync(
  process.execPath,
  [jest, '--json', `--outputFile=${result}`, '--testLocationInResults', ...process.argv.slice(2)],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Behind the machine's own: a builder that reaches no registry, which must change no result.
    env: { ...process.env, PATH: [process.env.PATH, UNREACHABLE].join(delimiter) },
  },
);

let failed = 1;
let passed = 0;
try {
  const summary = JSON.parse(readFileSync(result, 'utf8'));
  passed = summary.numPassedTests;
  // A suite that could not even be loaded counts as a failure of its own.
  failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
  if (summary.numPendingTests > 0) console.log(`${summary.numPendingTests} tests did not run`);
} catch (error) {
  console.error(`Jest left no readable result: ${error.message}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(run.status === 0 && failed === 0 && passed > 0 ? 0 : 1);
