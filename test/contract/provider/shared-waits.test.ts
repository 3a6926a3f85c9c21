import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession, ownershipTags, TuningJobBoard } from '../../../modules/aws';
import { silentLogger } from '../../../modules/kernel';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import { unknown } from '../../../modules/plugin';
import { championResource } from '../../../modules/provider/champion/resource';
import type { ShownState as ChampionState } from '../../../modules/provider/champion/types';
import { awaitingChampion } from '../../support/awaiting-champion';
import { applyWhole } from '../../support/whole-experiment';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { fingerprint, specOf, tuningJobName } from '../../../modules/tuning';
import { InProcessHandler } from '../../support/in-process-handler';
import { ManualClock } from '../../support/manual-clock';
import { PlayedSlots } from '../../support/played-slots';
import { SimulatedCloud } from '../../support/simulated-cloud';
import type { SimulatedProgram } from '../../support/simulated-runner';
import { inVirtualTime } from '../../support/virtual-time';
import { experimentConfig, configured as providerWith } from '../../unit/provider/configurations';

const MINUTE_MS = 60_000;
const NEW_YEAR_2030 = Date.UTC(2030, 0, 1);

let directory: string;
let clock: ManualClock;
let simulated: SimulatedCloud;
let configured: ProviderData;

/** Trains as many minutes as its hyperparameter says. */
const program: SimulatedProgram = ({ mlDirectory }) => {
  const file = join(mlDirectory, 'input/config/hyperparameters.json');
  const { minutes } = JSON.parse(readFileSync(file, 'utf8')) as { minutes: string };
  return { lines: ['score=1;'], tookMs: Number(minutes) * MINUTE_MS };
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-waits-'));
  clock = new ManualClock(NEW_YEAR_2030);
  simulated = new SimulatedCloud(program, {
    directory,
    clock,
    programs: 200,
    store: openLmdbStore(join(directory, 'store'), { flush: false }),
  });
  await inVirtualTime(clock, simulated.cloud.start());
  await inVirtualTime(clock, simulated.furnish());
  // Target "aws" has the pauses of a wait that takes hours.
  const session = openSession(
    { target: 'aws', region: 'us-east-1', credentials: simulated.cloud.credentials },
    { clock, random: () => 0.5, transport: new InProcessHandler(simulated.cloud) },
  );
  configured = providerWith({ session, board: new TuningJobBoard(session) });
});

afterEach(async () => {
  await inVirtualTime(clock, simulated.cloud.stop());
  rmSync(directory, { recursive: true, force: true });
});

const context = () => ({
  signal: new AbortController().signal,
  logger: silentLogger,
  deferralAllowed: false,
});

/** Launches a search of one training job that takes `minutes`. */
async function launch(name: string, minutes: number): Promise<string> {
  const { AlgorithmSpecification: algorithm, RoleArn: role } =
    simulated.tuningRequest(name).TrainingJobDefinition!;
  const planned = {
    ...experimentConfig,
    name,
    strategy: 'Random',
    objective: { type: 'Maximize', metric_name: 'score' },
    resource_limits: {
      max_number_of_training_jobs: 1,
      max_parallel_training_jobs: 1,
      max_runtime_in_seconds: null,
    },
    static_hyper_parameters: { minutes: String(minutes) },
    algorithm_specification: {
      training_image: algorithm?.TrainingImage,
      training_input_mode: 'File',
      metric_definitions: [{ name: 'score', regex: 'score=([^;]*);' }],
    },
    role_arn: role,
    input_data_config: [],
    output_data_config: { s3_output_path: 's3://experiments/output/', kms_key_id: null },
    stopping_condition: { max_runtime_in_seconds: 86_400, max_wait_time_in_seconds: null },
  };
  const print = fingerprint(specOf(planned));
  const ownership = { owner: 'me', experiment: name, fingerprint: print, generation: 1, run: 1 };
  const jobName = tuningJobName({ ...ownership, name });
  const { state } = await applyWhole(
    {
      planned: {
        ...planned,
        fingerprint: print,
        generation: 1,
        generations: [
          {
            generation: 1,
            tuning_jobs: [{ name: jobName, shard: null }],
            fingerprint: print,
            adjustments: null,
          },
        ],
        action: 'launch',
        tags_all: ownershipTags(ownership),
        tuning_job_arn: unknown,
        status: unknown,
        training_job_status_counters: unknown,
      },
      configured,
    },
    context(),
  );
  expect(state).toMatchObject({ status: 'InProgress' });
  return jobName;
}

const choose = async (tuningJobName: string, timeout: string): Promise<ChampionState> => {
  const planned = awaitingChampion(tuningJobName, { tuningJobNames: tuningJobName, timeout });
  return (await championResource.create({ planned, configured } as never, context())).state!;
};

/** Applies `minutes.length` experiments, each with its champion, as Terraform does. */
async function apply(
  minutes: readonly number[],
  { slots: size = 10, timeout = '4h' }: { slots?: number; timeout?: string } = {},
) {
  const slots = new PlayedSlots(size);
  let launchedMs = 0;
  const states = await inVirtualTime(
    clock,
    Promise.all(
      minutes.map(async (long, at) => {
        const name = await slots.run(() => launch(`search-${String(at)}`, long));
        launchedMs = Math.max(launchedMs, clock.now());
        return slots.run(() => choose(name, timeout));
      }),
    ),
  );
  const requests = simulated.cloud.requests();
  return {
    statuses: [...new Set(states.map(({ status }) => status))],
    launchedMs: launchedMs - NEW_YEAR_2030,
    tookMs: clock.now() - NEW_YEAR_2030,
    listings: requests.filter(({ operation }) => operation === 'ListHyperParameterTuningJobs').length,
  };
}

describe('the champions of one apply', () => {
  it('of forty experiments end with the longest search, although ten wait at a time', async () => {
    // The longest is neither among the first nor among the last.
    const minutes = Array.from({ length: 40 }, (_, at) => 10 + ((at * 17) % 21));
    const longestMs = Math.max(...minutes) * MINUTE_MS;
    const { statuses, launchedMs, tookMs, listings } = await apply(minutes);
    expect(statuses).toEqual(['Completed']);
    expect(launchedMs).toBeLessThan(MINUTE_MS);
    expect(tookMs / longestMs).toBeLessThanOrEqual(1.1);
    expect(listings).toBeLessThanOrEqual(Math.ceil(tookMs / 30_000));
  });

  it('share one list, at most every thirty seconds, however many wait at a time', async () => {
    const { statuses, tookMs, listings } = await apply(Array<number>(30).fill(10), { slots: 60 });
    expect(statuses).toEqual(['Completed']);
    expect(listings).toBeLessThanOrEqual(Math.ceil(tookMs / 30_000));
  });

  it('wait together: those that Terraform keeps back do not begin their time when it lets them in', async () => {
    const { statuses, tookMs } = await apply(Array<number>(25).fill(120), { timeout: '10m' });
    expect(statuses).toEqual(['InProgress']);
    expect(tookMs).toBeLessThan(11 * MINUTE_MS);
  });
});
