import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenSummaries } from '../support/written-summaries';

const ROOT = join(__dirname, '../..');
const THIS = join('architecture', 'named-diagnostics.test.ts');

/** The modules whose findings have no code: they decide what a reviewer reads before anything is paid for. */
const JUDGED = /^modules\/(?:tuning|provider\/champion)\//;

const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:ts|json|txt)$/.test(file) && file !== THIS)
  .map((file) => readFileSync(join(ROOT, 'test', file), 'utf8'))
  .join('\n');

/** The page's rows, with code and summary; one summary may stand for several codes. */
const rows = [
  ...readFileSync(join(ROOT, 'docs/reference/diagnostics.md'), 'utf8').matchAll(
    /^\| `([A-Z_]+)` +\| ([^|]+?) +\|/gm,
  ),
].map(([, code = '', summary = '']) => ({ code, summary }));
const codes = new Map(rows.map(({ code, summary }) => [summary, code]));

it('names the code of every diagnostic in a test', () => {
  expect(rows.length).toBeGreaterThan(200);
  const named = new Set(tests.match(/\b[A-Z]+(?:_[A-Z]+)*\b/g));
  expect(rows.filter(({ code }) => !named.has(code))).toEqual([]);
});

it('names every diagnostic of the checks before a launch and of a champion in a test, by summary or code', () => {
  const judged = writtenSummaries().filter(({ file }) => JUDGED.test(file));
  expect(judged.length).toBeGreaterThan(100);
  const isNamed = (summary: string): boolean => {
    const code = codes.get(summary);
    return tests.includes(summary) || (code !== undefined && tests.includes(code));
  };
  expect(judged.filter(({ summary }) => !isNamed(summary))).toEqual([]);
});
