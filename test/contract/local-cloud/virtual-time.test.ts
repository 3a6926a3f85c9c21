import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import type { HyperParameterTuningJobConfig } from '@aws-sdk/client-sagemaker';
import { describeTuningJob, openSession, readSpend } from '../../../modules/aws';
import type { AwsSession } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { lookAtSearch } from '../../../modules/provider/champion/look-at-search';
import { longestSearch } from '../../../modules/tuning';
import { usEast1Prices as prices } from '../../support/us-east-1-prices';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import { InProcessHandler } from '../../support/in-process-handler';
import { ManualClock } from '../../support/manual-clock';
import { SimulatedCloud } from '../../support/simulated-cloud';
import type { SimulatedProgram } from '../../support/simulated-runner';
import { inVirtualTime } from '../../support/virtual-time';

const HOUR_MS = 3_600_000;
const NEW_YEAR_2030 = Date.UTC(2030, 0, 1);

let directory: string;
let clock: ManualClock;
let simulated: SimulatedCloud;
let session: AwsSession;

/** Half an hour and up to another, the better the longer. */
const program: SimulatedProgram = ({ mlDirectory }) => {
  const file = join(mlDirectory, 'input/config/hyperparameters.json');
  const x = Number((JSON.parse(readFileSync(file, 'utf8')) as { x: string }).x);
  return { lines: [`score=${String(x)};`], tookMs: Math.round((HOUR_MS / 2) * (1 + x)) };
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-virtual-'));
  clock = new ManualClock(NEW_YEAR_2030);
  simulated = new SimulatedCloud(program, {
    directory,
    clock,
    store: openLmdbStore(join(directory, 'store'), { flush: false }),
  });
  const { credentials } = simulated.cloud;
  session = openSession(
    { target: 'local', region: 'us-east-1', endpoint: 'http://127.0.0.1', credentials },
    { clock, random: () => 0.5, transport: new InProcessHandler(simulated.cloud) },
  );
  await inVirtualTime(clock, simulated.cloud.start());
  await inVirtualTime(clock, simulated.furnish());
});

afterEach(async () => {
  jest.restoreAllMocks();
  await inVirtualTime(clock, simulated.cloud.stop());
  rmSync(directory, { recursive: true, force: true });
});

/** Launches a search and looks at it every ten minutes, as a waiting practitioner does. */
async function searched(name: string, config: Partial<HyperParameterTuningJobConfig>) {
  const { TrainingJobDefinition: definition, ...request } = simulated.tuningRequest(name, config);
  const StoppingCondition = { MaxRuntimeInSeconds: 2 * 3600 };
  await simulated.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...request,
      TrainingJobDefinition: { ...definition!, StoppingCondition },
    }),
  );
  const { signal } = new AbortController();
  for (;;) {
    const seen = await describeTuningJob(session, name, signal);
    if (seen?.status !== 'InProgress') return seen;
    await clock.sleep(600_000);
  }
}

/** Uses of the machine's own time by this project; the SDK notes for itself when it sent a request. */
function realTimeUses(): string[] {
  const uses: string[] = [];
  const note = (what: string, callers: string | undefined): void => {
    const caller = callers?.split('\n')[2] ?? '';
    if (caller.includes('/modules/')) uses.push(`${what} ${caller.trim()}`);
  };
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => {
    note('Date.now', new Error().stack);
    return now();
  });
  for (const method of ['now', 'monotonic', 'sleep'] as const) {
    jest.spyOn(systemClock, method).mockImplementation(() => {
      throw new Error(`systemClock.${method} was used`);
    });
  }
  return uses;
}

test.each([
  { strategy: 'Random', trials: 120 },
  { strategy: 'Bayesian', trials: 30 },
] as const)('$trials trials of a $strategy search pass in virtual time', async ({ strategy, trials }) => {
  const uses = realTimeUses();
  const job = await inVirtualTime(
    clock,
    searched('long', {
      Strategy: strategy,
      ResourceLimits: { MaxNumberOfTrainingJobs: trials, MaxParallelTrainingJobs: 4 },
    }),
  );
  expect(job).toMatchObject({ status: 'Completed', counters: { completed: trials } });
  const tookMs = clock.now() - NEW_YEAR_2030;
  expect(tookMs).toBeGreaterThan((trials / 4) * (HOUR_MS / 2));
  expect(tookMs).toBeLessThan((trials / 4 + 1) * HOUR_MS);
  expect(uses).toEqual([]);
});

test('a search whose cap a budget decides is stopped by the service within the budget, and its best training job counts', async () => {
  const budget = 1;
  const { signal } = new AbortController();
  const limits = { max_number_of_training_jobs: 50, max_parallel_training_jobs: 4 };
  const machines = { instance_type: 'ml.m5.large', instance_count: 1 };
  const seconds = longestSearch(
    {
      resource_limits: limits,
      resource_config: machines,
      stopping_condition: { max_runtime_in_seconds: 7200 },
    },
    prices,
    budget,
  );
  const job = await inVirtualTime(
    clock,
    searched('capped', {
      ResourceLimits: {
        MaxNumberOfTrainingJobs: 50,
        MaxParallelTrainingJobs: 4,
        MaxRuntimeInSeconds: seconds,
      },
    }),
  );
  expect(['Completed', 'Stopped']).toContain(job?.status);
  expect(job?.counters.completed).toBeGreaterThan(2);
  expect(job?.counters.stopped).toBeGreaterThan(0);
  const spec = job!.spec!;
  const asked = { tuningJobNames: ['capped'], spec, prices, hasEnded: true };
  const { usd, billableSeconds } = await inVirtualTime(clock, readSpend(session, asked, signal));
  expect(usd).toBeLessThanOrEqual(budget);
  expect(usd).toBeGreaterThan(0.8 * budget);
  expect(usd).toBeCloseTo((billableSeconds / 3600) * 0.115, 6);
  const settled = await inVirtualTime(
    clock,
    lookAtSearch(
      session,
      {
        tuningJobNames: ['capped'],
        sought: { objective: { type: 'Maximize', metric_name: 'score' } },
        ends: new Map([['capped', job!.status]]),
        hasChampion: false,
        reject: [],
        prices,
      },
      signal,
    ),
  );
  expect(settled).toMatchObject({ kind: 'seen', sight: { absence: null } });
});
