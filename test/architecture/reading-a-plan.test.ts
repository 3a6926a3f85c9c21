import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/reading-a-plan.md'), 'utf8');
const excerpts = [...guide.matchAll(/```text plan=([a-z-]+)\n([\s\S]*?)```/g)];

test('the guide shows excerpts', () => {
  expect(excerpts.length).toBeGreaterThan(5);
});

test.each(excerpts.map(([, plan = '', text = '']) => ({ plan, text, first: text.split('\n')[0]?.trim() })))(
  'is what Terraform prints of $plan: $first',
  ({ plan, text }) => {
    expect(readFileSync(join(root, `test/fixtures/plans/${plan}.txt`), 'utf8')).toContain(text);
  },
);
