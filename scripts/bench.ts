/**
 * Runs the benchmarks: `npm run bench` for all, `npm run bench -- search --seeds 5` for one with its own options.
 * Each is a file of its own, `scripts/bench-NAME.ts`, and prints ratios with both raw figures.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const names = readdirSync(__dirname)
  .map((file) => /^bench-(.+)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined)
  .sort();

const [wanted, ...options] = process.argv.slice(2);
if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no benchmark "${wanted}". There are: ${names.join(', ')}.`);
  process.exit(2);
}

for (const name of wanted === undefined ? names : [wanted]) {
  console.log(`\n${name}`);
  const run = spawnSync(
    process.execPath,
    ['-r', 'tsx/cjs', join(__dirname, `bench-${name}.ts`), ...options],
    { stdio: 'inherit' },
  );
  if (run.status !== 0) process.exitCode = 1;
}
