import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(__dirname, '../../modules');
/** How many lines before a cast may stand between it and its reason. */
const NEAR = 4;

const unexplained = (text: string): readonly string[] => {
  const lines = text.split('\n');
  return lines.filter(
    (line, at) =>
      line.includes(['as', 'unknown', 'as'].join(' ')) &&
      !lines.slice(Math.max(0, at - NEAR), at).some((before) => before.trimStart().startsWith('//')),
  );
};

describe('a cast through unknown, which the compiler cannot judge', () => {
  it('has its reason in a comment directly before it', () => {
    const found = readdirSync(modules, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        unexplained(readFileSync(join(modules, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});
