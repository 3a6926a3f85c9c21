import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { budgets, files } from '../../scripts/test-times.json';

const ROOT = join(__dirname, '../..');

describe('the table of test times', () => {
  it('names files that exist, so that each starts when it should', () => {
    expect(Object.keys(files).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('has a budget for every kind of test', () => {
    // The table of faults, the check of containers, the browser's pictures and the examples are steps of their own, outside `npm test`.
    const others = ['fixtures', 'support', 'faults', 'container-check', 'examples', 'browser'];
    const kinds = readdirSync(join(ROOT, 'test')).filter((name) => !others.includes(name));
    expect(Object.keys(budgets).toSorted()).toEqual(kinds.toSorted());
  });
});
