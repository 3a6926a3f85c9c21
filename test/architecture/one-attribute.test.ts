import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const GENERATED = '// Written by ';

/** TypeScript of the product that git knows, or will once it is added. */
const sources = (): string[] =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'modules', 'stacks', 'main.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
    .split('\n')
    .filter((path) => path.endsWith('.ts'));

describe('adding an attribute that the SDK knows', () => {
  it('touches the files by hand that the worked example of CONTRIBUTING.md names, at most four', () => {
    const touched = sources().filter((path) => {
      const text = read(path);
      return /keep_?alive_?period/i.test(text) && !text.startsWith(GENERATED);
    });
    const section = /## Add an attribute\n([\s\S]*?)\n## /.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
    const named = [...section.matchAll(/^- `([^`]+)`/gm)].map(([, path = '']) => path);
    expect(touched.sort()).toEqual(named.sort());
    expect(touched.length).toBeLessThanOrEqual(4);
  });
});
