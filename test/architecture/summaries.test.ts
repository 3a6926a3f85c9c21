import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenSummaries } from '../support/written-summaries';

const ROOT = join(__dirname, '../..');
const SMALL = new Set('a an and as at by for from in of on or the to with'.split(' '));

/** Why a summary breaks the rule of CONTRIBUTING.md; undefined when it keeps it. */
function fault(summary: string): string | undefined {
  if (summary.length > 60) return 'longer than 60 characters';
  if (/[.:!?]$/.test(summary)) return 'ends in punctuation';
  const words = summary.split(' ');
  const wrong = words.find((word, index) => {
    const inner = index > 0 && index < words.length - 1;
    return inner && SMALL.has(word.toLowerCase()) ? word !== word.toLowerCase() : /^[a-z]/.test(word);
  });
  return wrong === undefined ? undefined : `“${wrong}”`;
}

const documented = [
  ...readFileSync(join(ROOT, 'docs/reference/diagnostics.md'), 'utf8').matchAll(
    /^\| `[A-Z_]+` +\| ([^|]+?) +\|/gm,
  ),
].map(([, summary = '']) => summary);

describe('the summaries of diagnostics', () => {
  const written = writtenSummaries();

  it('are in Title Case', () => {
    const judged = written.map((one) => ({ ...one, fault: fault(one.summary) }));
    expect(judged.length).toBeGreaterThan(200);
    expect(judged.filter((one) => one.fault !== undefined)).toEqual([]);
  });

  it('match those on the page of diagnostics', () => {
    const known = new Set(written.map(({ summary }) => summary));
    expect(documented.length).toBeGreaterThan(100);
    expect(documented.filter((summary) => !known.has(summary) && !summary.startsWith('Depends on '))).toEqual(
      [],
    );
  });

  it.each([
    ['Image Not In Use', '“In”'],
    ['Object not Found', '“not”'],
    ['the Object Is Missing', '“the”'],
    ['Nothing to Choose from', '“from”'],
    ['Object Not Found.', 'ends in punctuation'],
    ['Nothing to Choose From', undefined],
    ['S3 Location in a Region', undefined],
  ])('judges “%s” by the rule', (summary, expected) => {
    expect(fault(summary)).toBe(expected);
  });
});
