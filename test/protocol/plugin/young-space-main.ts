import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { boundYoungSpace } from '../../../modules/plugin/process/young-space';

const MEGABYTE = 1024 * 1024;
const CHECKED_AFTER_MS = 150;

function youngMegabytes(): number {
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  return (young?.space_size ?? 0) / MEGABYTE;
}

/** Objects that a collection finds in use while the rest are made: they make the space grow. */
function makeObjects(): unknown[] {
  return Array.from({ length: 50_000 }, (_, index) => ({ index, values: [index] }));
}

/** Prints the most that V8 reserved for new objects. */
async function main(): Promise<void> {
  if (process.argv[2] === 'bounded') boundYoungSpace();
  let most = 0;
  let checked = false;
  for (let turn = 0; turn < 40; turn += 1) {
    makeObjects();
    most = Math.max(most, youngMegabytes());
    if (most >= 16 && !checked) {
      await pause(CHECKED_AFTER_MS);
      checked = true;
    }
    await nextTurn();
  }
  process.stdout.write(String(most));
}

void main();
