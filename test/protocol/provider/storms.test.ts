import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { playedLane } from '../../support/fault-table/played-lane';
import { playStorm } from '../../support/fault-table/play-storm';
import { endpoint, experiment } from '../../support/fault-table/scenarios';

// Faults in any number and order, where the table has one at a time. A seed that fails once fails again.

const SEEDS = Array.from({ length: 8 }, (_, index) => index + 1);
const TYPES = { tuneform_experiment: experiment(), tuneform_endpoint: endpoint() } as const;

let bench: FaultBench;

beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.stop());

it.each(Object.keys(TYPES) as (keyof typeof TYPES)[])(
  'whatever strikes a %s, nothing is paid for twice, forgotten or marked for replacement',
  async (typeName) => {
    const lane = await playedLane(bench);
    const { proxy } = lane;
    const violations: Record<number, readonly string[]> = {};
    try {
      for (const seed of SEEDS) {
        const name = `storm${String(seed)}${typeName.slice('tuneform_'.length, -5)}`;
        const wanted = TYPES[typeName]({ bench, name, host: proxy.host });
        violations[seed] = await playStorm({ bench, proxy, stack: lane.open(typeName), name, wanted, seed });
      }
    } finally {
      await lane.close();
    }
    expect(violations).toEqual(Object.fromEntries(SEEDS.map((seed) => [seed, []])));
  },
);
