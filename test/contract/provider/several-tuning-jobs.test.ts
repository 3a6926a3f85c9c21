import { usEast1Prices } from '../../support/us-east-1-prices';
import {
  CreateHyperParameterTuningJobCommand,
  DeleteHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { openSession, ownershipTags, TuningJobBoard } from '../../../modules/aws';
import type { WaitFlags } from '../../../modules/cli/commands/flags';
import { waitForSearch } from '../../../modules/cli/commands/wait';
import { silentLogger } from '../../../modules/kernel';
import { unknown } from '../../../modules/plugin';
import { championResource } from '../../../modules/provider/champion/resource';
import type { ChampionState } from '../../../modules/provider/champion/types';
import { planExperiment } from '../../../modules/provider/experiment/plan-experiment';
import { refreshCost } from '../../../modules/provider/experiment/refresh-cost';
import { applyWhole, importWhole } from '../../support/whole-experiment';
import type { ExperimentState } from '../../../modules/provider/experiment/types';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { fingerprint, specOf, tuningJobName } from '../../../modules/tuning';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { experimentConfig } from '../../unit/provider/configurations';
import { BUCKET, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;
let configured: ProviderData;
let images: Readonly<Record<'good' | 'poor' | 'broken' | 'endless', string>>;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  images = {
    good: await aws.pushImage('good', { train: '#!/bin/sh\necho "score=0.9;"\n' }),
    poor: await aws.pushImage('poor', { train: '#!/bin/sh\necho "score=0.5;"\n' }),
    broken: await aws.pushImage('broken', { train: '#!/bin/sh\nexit 1\n' }),
    // Runs until it is stopped.
    endless: await aws.pushImage('endless', { train: '#!/bin/sh\nexec sleep 600\n' }),
  };
  const session = openSession({
    target: 'local',
    region: 'us-east-1',
    endpoint: running.cloud.url,
    credentials: running.cloud.credentials,
  });
  configured = {
    session,
    board: new TuningJobBoard(session),
    owner: 'me',
    defaultTags: {},
    prices: usEast1Prices,
  };
});
afterAll(async () => {
  configured.session.sageMaker().client.destroy();
  aws.dispose();
  await running.remove();
});

const context = { signal: new AbortController().signal, logger: silentLogger, deferralAllowed: false };
type Image = keyof typeof images;

const nameOf = (experiment: string, shard?: number): string =>
  tuningJobName({ owner: 'me', name: experiment, fingerprint: 'f1', run: 1, shard });

/** Launches one tuning job for each image, as those of one search, and waits for the end of all that end. */
async function launch(experiment: string, ...shards: readonly Image[]): Promise<readonly string[]> {
  const names = shards.map((_, at) => nameOf(experiment, at === 0 ? undefined : at));
  for (const [at, name] of names.entries()) {
    const image = shards[at] ?? 'good';
    await aws.sagemaker.send(
      new CreateHyperParameterTuningJobCommand(aws.tuningRequest(name, images[image])),
    );
    if (image !== 'endless') await aws.tuningJobEnd(name);
  }
  return names;
}

/** What a plan with approval `automatic` leaves to the apply. */
const DECIDED_BY_THE_APPLY = { status: unknown, verdict: unknown, because: unknown };
const asking = (names: readonly string[]) =>
  ({
    name: 'several',
    tuning_job_names: names.join(' '),
    objective: { type: 'Maximize', metric_name: 'score' },
    wait: { timeout: '0s', poll: null },
    gate: null,
    approval: 'automatic',
    approved_training_job: null,
    pin: null,
    reject: null,
    ...DECIDED_BY_THE_APPLY,
  }) as unknown as ChampionState;
const choose = async (names: readonly string[]) => {
  // Each apply is a provider of its own, which has listed nothing yet.
  const own = { ...configured, board: new TuningJobBoard(configured.session) };
  const { state, ...rest } = await championResource.create(
    { planned: asking(names) as never, configured: own } as never,
    context,
  );
  return { ...rest, state: state! };
};
const saying = (...codes: readonly string[]): unknown =>
  codes.map((code) => expect.objectContaining({ detail: expect.stringContaining(code) }) as unknown);

describe('the champion of a search of several tuning jobs', () => {
  it.each([
    { what: 'first', shards: ['good', 'poor'] as const, at: 0 },
    { what: 'last', shards: ['poor', 'good'] as const, at: 1 },
  ])('comes from the $what if that has the best training job, and says so', async ({ what, shards, at }) => {
    const earlier = await launch(`${what}-earlier`, 'poor');
    const names = await launch(what, ...shards);
    const { state, diagnostics } = await choose([...earlier, ...names]);
    expect(state).toMatchObject({
      status: 'Completed',
      verdict: 'promote',
      candidate: { training_job_name: expect.stringContaining(names[at] ?? ''), metric_value: 0.9 },
      because: expect.stringContaining(`the best of 2 tuning jobs is in ${names[at] ?? ''}`),
    });
    expect(diagnostics).toEqual([]);
  });

  it('counts an earlier search as a whole too', async () => {
    const earlier = await launch('whole-earlier', 'good', 'poor');
    const { state } = await choose([...earlier, ...(await launch('whole', 'poor', 'poor'))]);
    expect(state).toMatchObject({
      verdict: 'keep',
      candidate: { metric_value: 0.5 },
      current: { training_job_name: expect.stringContaining(earlier[0] ?? ''), metric_value: 0.9 },
    });
  });

  it('is chosen when the last of them has ended, by an apply or by the plan after a refresh', async () => {
    const names = await launch('waits', 'good', 'endless');
    const { state, diagnostics, private: kept } = await choose(names);
    expect(state).toMatchObject({ status: 'InProgress', candidate: null });
    expect(state.because).toMatch(new RegExp(`^tuning job ${names[1] ?? ''} is still running`));
    expect(diagnostics).toEqual(saying('CHAMPION_WAITING'));
    const refresh = () => championResource.read({ state, configured, private: kept }, context);
    const planned = async () => {
      const read = await refresh();
      expect(read.state).toEqual(state);
      const request = { planned: { ...state }, prior: state, configured, private: read.private };
      return (await championResource.plan?.(request as never, context))?.planned;
    };
    expect(await planned()).toEqual(state);
    const terminal = collectingTerminal('/');
    const wait = (flags: WaitFlags) =>
      waitForSearch(configured.session, { name: names[1] ?? '', flags }, terminal);
    await expect(wait({ timeout: 0 })).rejects.toMatchObject({ code: 'WAIT_TIMED_OUT' });
    await aws.sagemaker.send(
      new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: names[1] }),
    );
    await wait({ json: true });
    expect(JSON.parse(terminal.stdout.join('\n'))).toMatchObject({
      status: 'Stopped',
      tuningJobNames: [names[1]],
    });
    const chosen = {
      status: 'Stopped',
      candidate: { training_job_name: expect.stringContaining(names[0] ?? '') },
    };
    expect(await planned()).toMatchObject(chosen);
    expect((await choose(names)).state).toMatchObject(chosen);
  });

  it('waits for one that is not launched yet', async () => {
    const [first = ''] = await launch('half', 'good');
    const second = nameOf('half', 1);
    const { state, private: kept } = await choose([first, second]);
    expect(state).toMatchObject({
      status: 'InProgress',
      because: expect.stringContaining(`tuning job ${second} does not exist yet`),
    });
    const read = await championResource.read({ state, configured, private: kept }, context);
    expect(read.state).toEqual(state);
  });

  it('does not hide that one failed, and names all if none has a winner', async () => {
    const partly = await choose(await launch('partly', 'good', 'broken'));
    expect(partly.state).toMatchObject({ status: 'Failed', verdict: 'promote' });
    const names = await launch('failed', 'broken', 'broken');
    const { state, diagnostics } = await choose(names);
    expect(state).toMatchObject({ status: 'Failed', verdict: 'no winner', candidate: null });
    expect(diagnostics).toEqual(saying('NO_WINNER'));
    for (const name of names) {
      expect(diagnostics?.[0]?.detail).toContain(`uning job "${name}" ended with status Failed`);
    }
  });

  it('is the best of the others if the record of one was deleted, with a warning that names it', async () => {
    const names = await launch('deleted', 'good', 'poor');
    await aws.sagemaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: names[1] }),
    );
    const { state, diagnostics, private: kept } = await choose(names);
    expect(state).toMatchObject({
      status: 'Missing',
      verdict: 'promote',
      candidate: { training_job_name: expect.stringContaining(names[0] ?? '') },
    });
    expect(diagnostics).toEqual(saying(`"${names[1] ?? ''}" no longer exists`));
    // Nothing changes until its record is there.
    const read = await championResource.read({ state, configured, private: kept }, context);
    expect(read.state).toEqual(state);
  });
});

describe('importing a search of several tuning jobs', () => {
  const config = (name: string) =>
    ({
      ...experimentConfig,
      name,
      algorithm_specification: {
        ...experimentConfig.algorithm_specification,
        training_image: images.endless,
      },
      role_arn: ROLE_ARN,
      input_data_config: [],
      output_data_config: { s3_output_path: `s3://${BUCKET}/output/`, kms_key_id: null },
    }) as unknown as ExperimentState;

  async function create(name: string, change: Partial<ExperimentState> = {}): Promise<readonly string[]> {
    const planned = config(name);
    const print = fingerprint(specOf(planned));
    const ownership = { owner: 'me', experiment: name, fingerprint: print, generation: 3, run: planned.run };
    const jobs = [null, 1].map((shard) => ({
      name: tuningJobName({ ...ownership, name, shard: shard ?? undefined }),
      shard,
    }));
    await applyWhole(
      {
        planned: {
          ...planned,
          fingerprint: print,
          generation: 3,
          generations: [{ generation: 3, tuning_jobs: jobs, fingerprint: print, adjustments: null }],
          action: 'launch',
          tags_all: ownershipTags(ownership),
          tuning_job_arn: unknown,
          status: unknown,
          training_job_status_counters: unknown,
          ...change,
        },
        configured,
      },
      context,
    );
    return jobs.map((job) => job.name);
  }
  const importing = (id: string): Promise<ExperimentState> => importWhole(id, configured, context);
  const stop = (name: string | undefined) =>
    aws.sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));

  it('recovers all of them from any, and the next plan launches nothing', async () => {
    const names = await create('recovered');
    for (const id of names) {
      const state = await importing(id);
      expect(state).toMatchObject({
        tuning_job_name: names[0],
        tuning_job_names: names,
        tuning_job_arn: expect.stringContaining(names[0] ?? ''),
        status: 'InProgress',
        generations: [
          {
            generation: 3,
            tuning_jobs: [
              { name: names[0], shard: null },
              { name: names[1], shard: 1 },
            ],
          },
        ],
      });
      expect(state.tags_all).not.toHaveProperty('tuneform:shard');
      const { planned, diagnostics = [] } = planExperiment({
        planned: { ...state, ...config('recovered') },
        prior: state,
        configured,
      } as never);
      expect(planned.action).not.toBe('launch');
      expect(planned).toMatchObject({ tuning_job_names: names, status: 'InProgress' });
      expect(diagnostics).toEqual([]);
    }
    // A job before another one was requested, so its absence is a deleted record and never a reason to launch.
    for (const name of names) {
      await stop(name);
      await aws.tuningJobEnd(name);
    }
    await aws.sagemaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: names[0] }),
    );
    expect(await importing(names[1] ?? '')).toMatchObject({
      tuning_job_name: names[0],
      tuning_job_names: names,
      tuning_job_arn: null,
      status: 'Missing',
    });
  });

  it('rejects a tuning job whose name does not follow from its tags, for the next plan would launch another', async () => {
    const planned = config('edited');
    const ownership = {
      owner: 'me',
      experiment: 'edited',
      fingerprint: fingerprint(specOf(planned)),
      run: 1,
    };
    const [first = ''] = await create('edited', {
      generations: [
        {
          generation: 3,
          tuning_jobs: [{ name: tuningJobName({ ...ownership, name: 'edited', run: 9 }), shard: null }],
          fingerprint: ownership.fingerprint,
          adjustments: null,
        },
      ],
    });
    const other = tuningJobName({ ...ownership, name: 'edited', run: 9 });
    expect(other).not.toBe(first);
    await expect(importing(other)).rejects.toThrow('has a name that does not follow from its tags');
    await stop(other);
  });
});

describe('what a search has cost', () => {
  const stateOf = (names: readonly string[], change: Partial<ExperimentState> = {}) =>
    ({
      ...experimentConfig,
      status: 'Completed',
      generation: 1,
      generations: [
        {
          generation: 1,
          tuning_jobs: names.map((name, shard) => ({ name, shard: shard === 0 ? null : shard })),
          fingerprint: 'f1',
          adjustments: null,
        },
      ],
      cost: null,
      ...change,
    }) as unknown as ExperimentState;

  it('is read once, at the refresh that sees it end, over all of its tuning jobs', async () => {
    const names = await launch('costs', 'good', 'poor');
    const running = stateOf(names, { status: 'InProgress', cost: '$1.00: 9 billable seconds of earlier' });
    const ended = stateOf(names, { cost: running.cost });
    const acquire = jest.spyOn(configured.session.listing, 'acquire');
    const refreshed = (before: ExperimentState, now: ExperimentState) =>
      refreshCost(configured, { before, now }, context.signal);

    expect(await refreshed(running, running)).toBe(running.cost);
    expect(acquire).not.toHaveBeenCalled();
    const cost = await refreshed(running, ended);
    // ml.m5.large, twice, for seconds.
    const [, usd, seconds] =
      new RegExp(`^\\$([\\d.]+): (\\d+) billable seconds of ${names[0] ?? ''}$`).exec(cost ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(0);
    expect(Number(usd)).toBeCloseTo((Number(seconds) / 3600) * 0.115, 3);
    expect(acquire).toHaveBeenCalledTimes(2);
    const known = { ...ended, cost };
    expect(await refreshed(known, known)).toBe(cost);
    expect(acquire).toHaveBeenCalledTimes(2);
    // The apply that returns to an ended search leaves the cost of the one before.
    expect(await refreshed(ended, ended)).toBe(cost);
    expect(acquire).toHaveBeenCalledTimes(4);
    acquire.mockRestore();
  });

  it('stays as it was known if the list cannot be read', async () => {
    const known = stateOf(['x'], { cost: '$1.00: 9 billable seconds of earlier' });
    const dead = openSession({
      target: 'local',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: running.cloud.credentials,
    });
    const provider = { ...configured, session: dead };
    expect(await refreshCost(provider, { before: known, now: known }, context.signal)).toBe(known.cost);
    dead.sageMaker().client.destroy();
  });
});
