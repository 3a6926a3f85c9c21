import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AddTagsCommand,
  DeleteHyperParameterTuningJobCommand,
  SageMakerClient,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment } from '../../support/fault-table/scenarios';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { newestTuningJob } from '../../support/tuning-job-names';
import { until } from '../../support/until';

let bench: FaultBench;
let provider: PlayedProvider;
let proxy: FaultProxy;
let sageMaker: SageMakerClient;
let savingImage: string;

/** Takes a second to save its work when it is stopped. */
const TRAIN = `#!/bin/sh
trap 'sleep 1; exit 0' TERM
while :; do sleep 0.1; done
`;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  sageMaker = new SageMakerClient(bench.cloud.client);
  proxy = await FaultProxy.start({ target: bench.cloud.cloud, kill: () => provider.kill() });
  const context = bench.imageFolder('saving');
  writeFileSync(join(context, 'train'), TRAIN, { mode: 0o755 });
  const image = open('tuneform_container_image');
  await image.apply({ repository_url: bench.imageUri.split('@')[0]!, context, prefer_packing: true });
  savingImage = String(image.state?.value['image_uri']);
}, 120_000);
afterEach(() => proxy.heal());
afterAll(async () => {
  sageMaker.destroy();
  await provider.dispose();
  await proxy.stop();
  await bench.stop();
  // Killed providers leave them.
  sweepSocketDirectories();
});

const open = (typeName = 'tuneform_experiment'): PlayedResource =>
  new PlayedResource(provider, { providerConfig: bench.providerConfig(proxy.url), typeName });

/** An experiment that runs until it is stopped. */
const searching = (name: string, more: Values = {}): Values =>
  experiment(more)({ bench: { ...bench, imageUri: savingImage }, name, host: proxy.host });

async function launched(name: string, more: Values = {}) {
  const stack = open();
  expect((await stack.apply(searching(name, more))).errors).toEqual([]);
  return { stack, job: newestTuningJob(stack.state?.value) };
}

const arnOf = (job: string): string =>
  `arn:aws:sagemaker:us-east-1:000000000000:hyper-parameter-tuning-job/${job}`;

/** Status of the only job of an experiment; undefined without one. */
async function statusOf(name: string): Promise<string | undefined> {
  const { jobs } = await bench.world.of(name);
  expect(jobs.length).toBeLessThanOrEqual(1);
  return jobs[0]?.status;
}

describe('a name that is taken', () => {
  it('by a job of another owner is an error that names the owner, and the job goes on', async () => {
    const { stack, job } = await launched('taken');
    const handOver = async (owner: string): Promise<void> => {
      const Tags = [{ Key: 'tuneform:owner', Value: owner }];
      await sageMaker.send(new AddTagsCommand({ ResourceArn: arnOf(job), Tags }));
    };
    await handOver('others');
    const other = open();
    const outcome = await other.apply(searching('taken'));
    expect(outcome.errors).toEqual([expect.stringMatching(/others.*\[FOREIGN_TUNING_JOB\]/s)]);
    expect(other.state).toBeUndefined();
    expect(await statusOf('taken')).toBe('InProgress');

    await handOver('tests');
    expect((await stack.destroy()).errors).toEqual([]);
  });
});

describe('destroying a search', () => {
  it('that runs stops it and waits for its end', async () => {
    const { stack } = await launched('running');
    expect(await stack.destroy()).toMatchObject({ errors: [], warnings: [] });
    expect(await statusOf('running')).toBe('Stopped');
    expect(stack.state).toBeUndefined();
  });

  it.each(['stop', 'delete'])(
    'that has ended, or whose record is gone, succeeds with on_destroy = %s',
    async (onDestroy) => {
      for (const record of ['kept', 'gone']) {
        const name = `${record}-${onDestroy}`;
        const { stack, job } = await launched(name, { on_destroy: onDestroy });
        const named = { HyperParameterTuningJobName: job };
        await sageMaker.send(new StopHyperParameterTuningJobCommand(named));
        await until(async () => (await statusOf(name)) === 'Stopped');
        if (record === 'gone') await sageMaker.send(new DeleteHyperParameterTuningJobCommand(named));
        expect((await stack.destroy()).errors).toEqual([]);
        expect(stack.state).toBeUndefined();
      }
    },
  );

  it('that is being stopped waits for that', async () => {
    const { stack, job } = await launched('stopping');
    await sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: job }));
    expect((await stack.destroy()).errors).toEqual([]);
    expect(await statusOf('stopping')).toBe('Stopped');
  });
});

/** Every request of a destroy that stops a search and deletes its record, done and not done. */
const CRASHES = [
  'DescribeHyperParameterTuningJob',
  'ListTags',
  'ListHyperParameterTuningJobs',
  'StopHyperParameterTuningJob',
  'DeleteHyperParameterTuningJob',
].flatMap((operation) => [true, false].map((carriedOut) => ({ operation, carriedOut })));

describe('a provider that dies while it destroys', () => {
  it.each(CRASHES)(
    'at $operation (carried out: $carriedOut) leaves the experiment in state, and destroying again ends all of it',
    async ({ operation, carriedOut }) => {
      const name = `crash-${String(CRASHES.findIndex((one) => one.operation === operation && one.carriedOut === carriedOut))}`;
      const { stack } = await launched(name, { on_destroy: 'delete' });
      const before = proxy.sprung;
      proxy.lay({ operation, fault: { carriedOut, answer: 'lost', then: [{ kind: 'killed' }] } });
      await stack.destroy();
      expect(proxy.sprung).toBe(before + 1);
      expect(stack.state).toBeDefined();
      proxy.heal();

      expect((await stack.destroy()).errors).toEqual([]);
      expect(stack.state).toBeUndefined();
      expect(await statusOf(name)).toBeUndefined();
    },
  );
});
