import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import type { Lane } from '../../support/fault-table/lane';
import { playedLane } from '../../support/fault-table/played-lane';
import { champion, endpoint, experiment, trainingJob } from '../../support/fault-table/scenarios';
import type { Scenario } from '../../support/fault-table/scenarios';
import type { CommandOutcome } from '../../support/fault-table/stack';

// A plan of hundreds of objects asks all of them, and AWS answers only some requests a second: each plan asks for an object once.

let bench: FaultBench;
let lane: Lane;

beforeAll(async () => {
  bench = await startFaultBench();
  lane = await playedLane(bench);
}, 120_000);
afterAll(async () => {
  await lane.close();
  await bench.stop();
});

type Make = Exclude<Scenario['command'], 'destroy'>;

const HEALTH = 'GET /_tuneform/health';

interface Life {
  readonly typeName: Scenario['typeName'];
  readonly make: Make;
  readonly change: Make;
  /** Every request of a plan that changes nothing, sorted. */
  readonly refresh: readonly string[];
}

const LIVES: readonly Life[] = [
  {
    typeName: 'tuneform_experiment',
    make: experiment(),
    change: experiment({ tags: { team: 'a' } }),
    refresh: ['DescribeHyperParameterTuningJob', HEALTH, 'ListHyperParameterTuningJobs', 'ListTags'],
  },
  {
    typeName: 'tuneform_champion',
    make: champion,
    change: champion,
    refresh: [HEALTH],
  },
  {
    typeName: 'tuneform_endpoint',
    make: endpoint(),
    change: endpoint({ environment: { GREETING: 'hi' } }),
    refresh: [
      'DescribeEndpoint',
      'DescribeEndpointConfig',
      'DescribeModel',
      HEALTH,
      'HeadObject',
      'ListTags',
    ],
  },
  {
    typeName: 'tuneform_training_job',
    make: trainingJob(),
    change: trainingJob({ tags: { team: 'a' } }),
    refresh: ['DescribeTrainingJob', HEALTH, 'ListTags'],
  },
];

test('the first command asks the local cloud for its members, and no later one of the same process', async () => {
  const stack = lane.open('tuneform_champion');
  await stack.plan(champion({ bench, name: 'first', host: lane.proxy.host }));
  await stack.plan(champion({ bench, name: 'first', host: lane.proxy.host }));
  expect(lane.proxy.heard.filter((asked) => asked === 'GET /_tuneform/members')).toHaveLength(1);
});

test.each(LIVES)(
  'a plan of $typeName asks for nothing twice',
  async ({ typeName, make, change, refresh }) => {
    const place = { bench, name: typeName.replaceAll('_', '-'), host: lane.proxy.host };
    const stack = lane.open(typeName);
    const during = async (command: () => Promise<CommandOutcome>): Promise<readonly string[]> => {
      const before = lane.proxy.heard.length;
      expect((await command()).errors).toEqual([]);
      return lane.proxy.heard.slice(before).sort();
    };
    for (const wanted of [make(place), change(place)]) {
      await during(() => stack.apply(wanted));
      expect(await during(() => stack.plan(wanted))).toEqual(refresh);
    }
    await during(() => stack.destroy());
  },
);

test('a champion that is decided looks for the end, reads the search, and looks for its findings', async () => {
  const place = { bench, name: 'decides', host: lane.proxy.host };
  const stack = lane.open('tuneform_champion');
  const before = lane.proxy.heard.length;
  expect((await stack.apply(champion(place))).errors).toEqual([]);
  const asked = lane.proxy.heard.slice(before).filter((one) => one !== HEALTH);
  expect(asked).toEqual([
    'DescribeHyperParameterTuningJob',
    'DescribeHyperParameterTuningJob',
    'ListTrainingJobsForHyperParameterTuningJob',
    'ListTags',
    'DescribeTrainingJob',
    'DescribeHyperParameterTuningJob',
    'ListTags',
    'HeadObject',
  ]);
});

test('a smoke run reads its tags at the launch and at the end, however often it is looked at', async () => {
  const place = { bench, name: 'waits', host: lane.proxy.host };
  const stack = lane.open('tuneform_training_job');
  const before = lane.proxy.heard.length;
  const waiting = trainingJob({ wait: { timeout: '1s', poll: '100ms' } }, 'train')(place);
  expect((await stack.apply(waiting)).errors).toEqual([expect.stringContaining('[SMOKE_RUN_WAITING]')]);
  const asked = lane.proxy.heard.slice(before);
  expect(asked.filter((one) => one === 'DescribeTrainingJob').length).toBeGreaterThan(5);
  expect(asked.filter((one) => one === 'ListTags')).toHaveLength(1);
  expect((await stack.destroy()).errors).toEqual([]);
});
