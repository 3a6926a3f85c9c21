import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s*\/\/.*$/, '').trim())
    .filter((line) => line !== '');

describe('the README', () => {
  it('shows the stack that is compiled and validated in the acceptance tests, line by line', () => {
    const shown = lines(/```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
    const compiled = lines(readFileSync(join(root, 'test/acceptance/stacks/readme-stack.ts'), 'utf8'));
    const start = compiled.indexOf(shown[0] ?? '');
    expect(shown.length).toBeGreaterThan(10);
    expect(compiled.slice(start, start + shown.length)).toEqual(shown);
  });

  it('shows a whole plan as Terraform prints it, which the acceptance tests check', () => {
    const plan = readFileSync(join(root, 'test/fixtures/plans/widened-range.txt'), 'utf8');
    expect(plan.split('\n').length).toBeLessThanOrEqual(41);
    expect(readme).toContain(`\`\`\`\n${plan}\`\`\``);
  });

  it('names as test command exactly what the continuous integration runs', () => {
    const command = 'npm ci && npm test';
    expect(readme).toContain(`\`\`\`sh\n${command}\n\`\`\``);
    expect(readFileSync(join(root, '.ci/run'), 'utf8').split('\n')).toContain(command);
  });

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
