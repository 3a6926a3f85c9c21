import {
  DeleteHyperParameterTuningJobCommand,
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
  ListTagsCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { allTags, ownershipTags } from '../../../modules/aws';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { silentLogger } from '../../../modules/kernel';
import { priorOf } from '../../../modules/provider/experiment/prior-experiment';
import { strayJobs } from '../../../modules/provider/experiment/stray-jobs';
import { applyWhole, readWhole } from '../../support/whole-experiment';
import { removeExperiment } from '../../../modules/provider/experiment/remove-experiment';
import type { ExperimentState } from '../../../modules/provider/experiment/types';
import { unknown } from '../../../modules/plugin';
import { tuningJobName } from '../../../modules/tuning';
import { experimentConfig } from '../../unit/provider/configurations';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { BUCKET, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';
import { providerOf } from './provider-of';

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: FaultProxy;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  // Runs until it is stopped.
  image = await aws.pushImage('endless', { train: '#!/bin/sh\nexec sleep 600\n' });
  proxy = await FaultProxy.start({ target: running.cloud });
});
afterAll(async () => {
  await proxy.stop();
  aws.dispose();
  await running.remove();
});

const forever = new AbortController().signal;
const looking = { signal: forever, patient: false };

/** A provider as every process has its own, so that no listing of an earlier test is recent. */
function provider(): ProviderData {
  return providerOf(running.cloud, proxy.url);
}

/** Launches a job under the name and the tags of an experiment's search. */
async function launch(
  experiment: string,
  { objectId, ...change }: { owner?: string; fingerprint?: string; shard?: number; objectId?: string } = {},
): Promise<string> {
  const ownership = { owner: 'me', experiment, fingerprint: 'f1', generation: 1, run: 1, ...change };
  const name = tuningJobName({ ...ownership, name: experiment });
  await aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...aws.tuningRequest(name, image),
      Tags: Object.entries(allTags({ tags: ownershipTags(ownership), objectId })).map(([Key, Value]) => ({
        Key,
        Value,
      })),
    }),
  );
  return name;
}
const stop = (name: string) =>
  aws.sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));

const stateOf = (name: string, known: readonly string[] = [], owner = 'me', fingerprint = 'f1') =>
  ({
    name,
    run: 1,
    object_id: '000000002-mine',
    fingerprint,
    on_destroy: 'stop',
    status: 'InProgress',
    tuning_job_name: known[0] ?? '',
    tuning_job_statuses: Object.fromEntries(known.map((one) => [one, 'InProgress'])),
    tuning_job_arn: null,
    tags_all: { 'tuneform:owner': owner },
    generation: 1,
    generations: [
      {
        generation: 1,
        tuning_jobs: known.map((name, at) => ({ name, shard: at === 0 ? null : at })),
        fingerprint,
        adjustments: null,
      },
    ],
  }) as unknown as ExperimentState;

describe('running jobs that are not in state', () => {
  it('are those of the owner, now or before, and of the experiment, that are not in state', async () => {
    const known = await launch('mine', { owner: 'earlier', fingerprint: 'f0' });
    const stray = await launch('mine', { fingerprint: 'f2' });
    const before = await launch('mine', { owner: 'earlier' });
    const others = [await launch('mine', { owner: 'others' }), await launch('mine too')];
    const { jobs } = await strayJobs(provider(), stateOf('mine', [known], 'earlier', 'f0'), looking);
    expect(jobs.map(({ name }) => name).sort()).toEqual([stray, before].sort());
    expect(jobs.every(({ ownership }) => ownership !== undefined)).toBe(true);
    for (const name of [known, stray, before, ...others]) await stop(name);
    for (const name of [known, stray, before, ...others]) await aws.tuningJobEnd(name);
    expect((await strayJobs(provider(), stateOf('mine', [known], 'earlier', 'f0'), looking)).jobs).toEqual(
      [],
    );
  });

  it('are not those of an owner that was written into the tags of ours', async () => {
    const known = await launch('edited');
    const theirs = await launch('edited', { owner: 'others' });
    const look = await strayJobs(provider(), stateOf('edited', [known], 'others'), looking);
    expect(look).toEqual({ jobs: [] });
    for (const name of [known, theirs]) await stop(name);
    for (const name of [known, theirs]) await aws.tuningJobEnd(name);
  });

  it('cost one listing for all experiments of the process, and no description of a job that is known', async () => {
    const known = await launch('counted');
    const configured = provider();
    const since = Date.now();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        strayJobs(configured, stateOf(index === 0 ? 'counted' : `other-${String(index)}`, [known]), {
          signal: new AbortController().signal,
          patient: false,
        }),
      ),
    );
    const asked = running.cloud.requests(since).map(({ operation }) => operation);
    expect(asked).toEqual(['ListHyperParameterTuningJobs']);
    await stop(known);
    await aws.tuningJobEnd(known);
  });

  it('cost one look at each running job, however many experiments have names that begin alike', async () => {
    const alike = (index: number) => `recommendation model ${String(index)}`;
    const names = [await launch(alike(1)), await launch(alike(2))];
    const configured = provider();
    const since = Date.now();
    const looks = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        strayJobs(configured, stateOf(alike(index)), {
          signal: new AbortController().signal,
          patient: false,
        }),
      ),
    );
    expect(looks.flatMap(({ jobs }) => jobs.map(({ name }) => name)).sort()).toEqual([...names].sort());
    const asked = running.cloud.requests(since).map(({ operation }) => operation);
    expect([...asked].sort()).toEqual(['ListHyperParameterTuningJobs', 'ListTags', 'ListTags']);
    for (const name of names) await stop(name);
    for (const name of names) await aws.tuningJobEnd(name);
  });

  it('are stopped if an object whose state was lost launched them, and left if a successor did', async () => {
    const known = await launch('replaced', { objectId: '000000002-mine' });
    const lost = await launch('replaced', { fingerprint: 'f2', objectId: '000000001-lost' });
    const theirs = await launch('replaced', { fingerprint: 'f3', objectId: '000000003-successors' });
    const { state, diagnostics = [] } = await removeExperiment(
      provider(),
      stateOf('replaced', [known]),
      forever,
    );
    expect(state ?? null).toBeNull();
    expect(diagnostics.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(new RegExp(`"${theirs}".*TUNING_JOB_TAKEN_OVER`)),
      expect.stringMatching(new RegExp(`"${lost}".*STRAY_JOB_STOPPED`)),
    ]);
    for (const name of [known, lost]) {
      expect((await aws.tuningJobEnd(name)).HyperParameterTuningJobStatus).toBe('Stopped');
    }
    await stop(theirs);
    await aws.tuningJobEnd(theirs);
  });

  it.each([
    {
      what: 'may not list',
      answer: {
        status: 400,
        name: 'AccessDeniedException',
        message: 'is not authorized to perform: sagemaker:ListHyperParameterTuningJobs',
      },
    },
    { what: 'gets no answer', answer: 'lost' as const },
    { what: 'gets a page of a proxy', answer: { page: 200 } },
  ])('are a warning and no error if the role $what; known jobs are stopped', async ({ what, answer }) => {
    const experiment = `noted-${String(what.length)}`;
    const known = await launch(experiment);
    proxy.lay({
      operation: 'ListHyperParameterTuningJobs',
      fault: { carriedOut: false, answer },
      times: Infinity,
    });
    const looked = await strayJobs(provider(), stateOf(experiment, [known]), looking);
    expect(looked).toEqual({ jobs: [], unlisted: expect.any(String) });
    const { state, diagnostics } = await removeExperiment(provider(), stateOf(experiment, [known]), forever);
    proxy.heal();
    expect(state ?? null).toBeNull();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        detail: expect.stringContaining('STRAY_JOBS_NOT_LISTED'),
      }),
    ]);
    expect((await aws.tuningJobEnd(known)).HyperParameterTuningJobStatus).toBe('Stopped');
  });
});

describe('a generation of several tuning jobs', () => {
  const tagsOf = async (name: string) => {
    const { HyperParameterTuningJobArn: ResourceArn } = await aws.sagemaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    );
    const { Tags = [] } = await aws.sagemaker.send(new ListTagsCommand({ ResourceArn }));
    return Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value]));
  };

  it('is known, adopted, tagged and stopped as a whole', async () => {
    const names = [await launch('spread'), await launch('spread', { shard: 1 })] as const;
    const found = await strayJobs(provider(), stateOf('spread', [names[0]]), looking);
    expect(found.jobs).toEqual([
      expect.objectContaining({ name: names[1], ownership: expect.objectContaining({ shard: 1 }) }),
    ]);
    const state = stateOf('spread', names);
    expect(await strayJobs(provider(), state, looking)).toEqual({ jobs: [] });

    const unseen = {
      ...state,
      tuning_job_statuses: Object.fromEntries(names.map((name) => [name, 'Unconfirmed'])),
    };
    const apply = (action: string, tags: Readonly<Record<string, string>>) =>
      applyWhole(
        {
          planned: {
            ...experimentConfig,
            ...state,
            algorithm_specification: { ...experimentConfig.algorithm_specification, training_image: image },
            action,
            tags_all: tags,
          },
          // Only what no apply has observed yet is requested.
          prior: action === 'launch' ? unseen : state,
          configured: provider(),
        },
        { signal: forever, logger: silentLogger, deferralAllowed: false },
      );
    const since = Date.now();
    const { diagnostics } = await apply('launch', {});
    expect(diagnostics.map(({ detail = '' }) => /tuning job "(.*?)"/i.exec(detail)?.[1])).toEqual(names);
    expect(running.cloud.requests(since).map(({ operation }) => operation)).not.toContain(
      'CreateHyperParameterTuningJob',
    );
    await apply('metadata only', { team: 'red' });
    expect(await tagsOf(names[0])).toMatchObject({ team: 'red' });
    expect(await tagsOf(names[0])).not.toHaveProperty('tuneform:shard');
    expect(await tagsOf(names[1])).toMatchObject({ team: 'red', 'tuneform:shard': '1' });

    expect(await removeExperiment(provider(), state, forever)).toEqual({ diagnostics: [] });
    for (const name of names) {
      expect((await aws.tuningJobEnd(name)).HyperParameterTuningJobStatus).toBe('Stopped');
    }
  });

  /** The plan of an experiment whose search is of these tuning jobs. */
  const plannedLaunch = (names: readonly string[], ownership: Parameters<typeof ownershipTags>[0]) => ({
    ...experimentConfig,
    ...stateOf(ownership.experiment, names),
    algorithm_specification: { ...experimentConfig.algorithm_specification, training_image: image },
    role_arn: ROLE_ARN,
    input_data_config: [],
    output_data_config: { s3_output_path: `s3://${BUCKET}/output/`, kms_key_id: null },
    action: 'launch',
    tags_all: ownershipTags(ownership),
    tuning_job_arn: unknown,
    status: unknown,
    tuning_job_statuses: unknown,
    training_job_status_counters: unknown,
  });

  it('launches what the service refused before, and not the sibling whose record was deleted meanwhile', async () => {
    const ownership = { owner: 'me', experiment: 'bereft', fingerprint: 'f1', generation: 1, run: 1 };
    const names = [undefined, 1].map((shard) => tuningJobName({ ...ownership, name: 'bereft', shard }));
    const planned = plannedLaunch(names, ownership);
    const context = { signal: forever, logger: silentLogger, deferralAllowed: false };
    const denied = { status: 400, name: 'AccessDeniedException', message: 'not authorized to launch it' };
    proxy.lay({
      operation: 'CreateHyperParameterTuningJob',
      fault: { carriedOut: false, answer: denied },
      times: 1,
    });
    const first = await applyWhole({ planned, configured: provider() }, context);
    const statuses = Object.entries(first.state.tuning_job_statuses);
    const launched = statuses.find(([, status]) => status !== 'Pending')?.[0] ?? '';
    const pending = names.find((name) => name !== launched) ?? '';
    await stop(launched);
    await aws.tuningJobEnd(launched);
    await aws.sagemaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: launched }),
    );

    const read = await readWhole({ state: first.state, configured: provider() }, context);
    expect(read.state.tuning_job_statuses).toEqual({ [launched]: 'Missing', [pending]: 'Pending' });
    expect(read.diagnostics).toEqual([
      expect.objectContaining({
        detail: expect.stringMatching(new RegExp(`"${launched}".*TUNING_JOB_MISSING`)),
      }),
    ]);
    const prior = priorOf(read.state, provider(), { on_change: 'let_finish', on_missing: 'keep' });
    expect(prior).toMatchObject({ toRequest: [pending], unseenBecause: expect.stringContaining('refused') });
    const second = await applyWhole({ planned, prior: read.state, configured: provider() }, context);
    expect(second.state.tuning_job_statuses).toEqual({ [launched]: 'Missing', [pending]: 'InProgress' });
    await stop(pending);
    await aws.tuningJobEnd(pending);
  });

  it('is in state as a whole when the service refuses one of them, which the next apply asks for', async () => {
    const ownership = { owner: 'me', experiment: 'partly', fingerprint: 'f1', generation: 1, run: 1 };
    const names = [undefined, 1].map((shard) => tuningJobName({ ...ownership, name: 'partly', shard }));
    const planned = plannedLaunch(names, ownership);
    const context = { signal: forever, logger: silentLogger, deferralAllowed: false };
    const create = () => applyWhole({ planned, configured: provider() }, context);
    const denied = { status: 400, name: 'AccessDeniedException', message: 'not authorized to launch it' };
    const refuse = (times: number): void =>
      proxy.lay({
        operation: 'CreateHyperParameterTuningJob',
        fault: { carriedOut: false, answer: denied },
        times,
      });
    refuse(2);
    await expect(create()).rejects.toThrow('not authorized to launch it');
    refuse(1);
    const first = await create();
    expect(first).toMatchObject({
      state: { status: 'Pending' },
      diagnostics: [{ severity: 'warning', detail: expect.stringContaining('[LAUNCH_REFUSED_IN_PART]') }],
    });
    const read = await readWhole({ state: first.state, configured: provider() }, context);
    expect(read).toMatchObject({
      state: { status: 'Pending', training_job_status_counters: { completed: 0 } },
      diagnostics: [],
    });
    const since = Date.now();
    const second = await applyWhole({ planned, prior: first.state, configured: provider() }, context);
    expect(second).toMatchObject({ state: { status: 'InProgress' }, diagnostics: [] });
    const asked = running.cloud.requests(since).map(({ operation }) => operation);
    expect(asked.filter((operation) => operation === 'CreateHyperParameterTuningJob')).toHaveLength(1);
    expect(await removeExperiment(provider(), { ...second.state, status: 'InProgress' }, forever)).toEqual({
      diagnostics: [],
    });
    for (const name of names) {
      expect((await aws.tuningJobEnd(name)).HyperParameterTuningJobStatus).toBe('Stopped');
    }
  });
});
