import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from './bundle';
import type { Bundle } from './bundle';

let built: Bundle;
beforeAll(async () => {
  built = await bundle(join(__dirname, 'young-space-main.ts'), 'young-space');
});
afterAll(() => built.remove());

const mostMegabytes = (...argv: readonly string[]): number =>
  Number(execFileSync(built.executable, argv, { env: { ...process.env, NODE_OPTIONS: '' } }));

describe('the space for new objects', () => {
  it('stops growing at 16 MB, where V8 alone would go on', () => {
    expect(mostMegabytes('bounded')).toBe(16);
    expect(mostMegabytes()).toBeGreaterThan(16);
  });
});
