import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import type { Lane } from '../../support/fault-table/lane';
import { playedLane } from '../../support/fault-table/played-lane';
import { playStorm } from '../../support/fault-table/play-storm';
import { endpoint, experiment } from '../../support/fault-table/scenarios';

// Faults in any number and order, where the table has one at a time. A seed that fails once fails again.

const SEEDS = Array.from({ length: 8 }, (_, index) => index + 1);
const TYPES = { tuneform_experiment: experiment(), tuneform_endpoint: endpoint() } as const;

/** How many storms rage at a time; most of their time they wait. */
const LANES = 4;

const STORMS = Object.entries(TYPES).flatMap(([typeName, make]) =>
  SEEDS.map((seed) => ({ typeName: typeName as keyof typeof TYPES, make, seed })),
);
type Storm = (typeof STORMS)[number];

let bench: FaultBench;
const violations = new Map<Storm, readonly string[]>();

beforeAll(async () => {
  bench = await startFaultBench();
  const waiting = [...STORMS];
  const play = async (lane: Lane): Promise<void> => {
    try {
      for (let storm = waiting.shift(); storm !== undefined; storm = waiting.shift()) {
        violations.set(storm, await playOne(storm, lane));
      }
    } finally {
      await lane.close();
    }
  };
  const playing: Promise<void>[] = [];
  while (playing.length < LANES) playing.push(play(await playedLane(bench)));
  await Promise.all(playing);
});
afterAll(() => bench.stop());

function playOne({ typeName, make, seed }: Storm, lane: Lane): Promise<readonly string[]> {
  const { proxy } = lane;
  const name = `storm${String(seed)}${typeName.slice('tuneform_'.length, -5)}`;
  const wanted = make({ bench, name, host: proxy.host });
  return playStorm({ bench, proxy, stack: lane.open(typeName), name, wanted, seed });
}

it.each(STORMS)(
  'whatever strikes a $typeName in storm $seed, nothing is paid for twice, forgotten or marked for replacement',
  (storm) => {
    expect(violations.get(storm)).toEqual([]);
  },
);
