import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../../modules/demo/examples/registry';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe.each(EXAMPLES.map(({ name }) => name))('the example %s', (name) => {
  it.each([
    `containers/${name}/Dockerfile`,
    `containers/${name}/README.md`,
    `stacks/${name}-stack.ts`,
    `docs/guides/${name}.md`,
    `test/examples/${name}.test.ts`,
  ])('has %s', (file) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
  });

  it('has a row in the README and a stack in the app', () => {
    expect(read('README.md')).toContain(`| [\`${name}\`](docs/guides/${name}.md)`);
    expect(read('stacks/example-apps.ts')).toContain(`'./${name}-stack'`);
  });

  it('says in its guide what became of each weakness of the original, without a gap', () => {
    const numbers = [...read(`docs/guides/${name}.md`).matchAll(/^\| W(\d+) /gm)].map(([, number]) =>
      Number(number),
    );
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
