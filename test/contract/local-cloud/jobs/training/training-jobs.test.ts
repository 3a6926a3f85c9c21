import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../../modules/kernel';
import { Outbox } from '../../../../../modules/local-cloud/events/outbox';
import { ProcessRunner } from '../../../../../modules/local-cloud/runners/process/process-runner';
import { openLmdbStore } from '../../../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../../../modules/local-cloud/store/store';
import { TrainingJobs } from '../../../../../modules/local-cloud/jobs/training/training-jobs';
import { TestImages } from '../../../../support/pack-test-image';
import { trainingDependencies } from '../training-dependencies';

let root: string;
let images: TestImages;
let runner: ProcessRunner;
let store: Store;
let events: Outbox;
let said: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-jobs-'));
  images = new TestImages(join(root, 'blobs'));
  runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
  store = openLmdbStore(join(root, 'store'));
  events = new Outbox({ store, clock: systemClock, logger: silentLogger });
  said = [];
});

afterEach(async () => {
  await runner.close();
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

function trainingJobs(): TrainingJobs {
  const say = (message: string): void => void said.push(message);
  const logger = { ...silentLogger, warn: say, error: say };
  return new TrainingJobs(
    trainingDependencies({
      store,
      events,
      images,
      runner: () => Promise.resolve(runner),
      directory: root,
      logger,
    }),
  );
}

async function add(jobs: TrainingJobs, program: string): Promise<void> {
  const train = { name: 'opt/program/train', content: `#!/bin/sh\n${program}\n`, mode: 0o755 };
  const imageDigest = await images.add([train]);
  const request = { TrainingJobName: 'job' } as Parameters<TrainingJobs['add']>[0]['request'];
  const trial = {
    tuningJobName: 't',
    tuningJobArn: 'arn',
    tuningJobId: '1',
    sequence: 1,
    hyperparameters: {},
    objective: { type: 'Maximize', metricName: 'score' },
    objectiveStatus: 'Pending',
  } as const;
  jobs.add({ name: 'job', arn: 'arn', request, imageDigest, createdAtMs: 0, trial });
}

const ended = (jobs: TrainingJobs): Promise<string> =>
  new Promise((resolve) =>
    events.subscribe('test', async ({ name, status }) => {
      if (status === 'InProgress') return;
      await jobs.finished(name);
      resolve(status);
    }),
  );

test('a job ends though the folder it worked in cannot be removed', async () => {
  const jobs = trainingJobs();
  const end = ended(jobs);
  // Where the folder of all jobs was is now a file, so that nothing can be found below it.
  await add(jobs, `rm -rf ${root}/jobs; : > ${root}/jobs; exit 3`);
  jobs.start('job');
  expect(await end).toBe('Failed');
  expect(said).toEqual(['folder left behind']);
});

test('the jobs of an earlier process are settled though their folders cannot be removed', async () => {
  const jobs = trainingJobs();
  await add(jobs, 'exit 0');
  writeFileSync(join(root, 'jobs'), '');
  await jobs.settleInterrupted();
  expect(jobs.get('job')?.status).toBe('Failed');
});

test('a job whose record cannot be written is no longer running', async () => {
  const jobs = trainingJobs();
  await add(jobs, 'exit 0');
  jobs.start('job');
  jobs.remove('job');
  while (!said.includes('training job left unended')) await new Promise(setImmediate);
  expect(jobs.stop('job')).toBe(false);
});
