import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The rows of the page, each as its cells. */
const rows = read('docs/reference/failures.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Situation') && !line.startsWith('| ---'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const proofs = rows.map(([situation = '', , , proof = '']) => {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? [];
  return { situation, file, title };
});

describe('the page of failures', () => {
  it('names codes that the page of diagnostics explains', () => {
    const known = read('docs/reference/diagnostics.md');
    const codes = rows.flatMap(([, , code = '']) =>
      [...code.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !known.includes(`| \`${code}\``))).toEqual([]);
  });

  it.each(proofs)('has a test that proves what it says of: $situation', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(read(file)).toContain(title);
  });

  it('has a row for every kind of failure that was thought of', () => {
    expect(rows.length).toBeGreaterThanOrEqual(19);
  });
});
