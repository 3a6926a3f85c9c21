import { StopTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { systemClock } from '../../../../modules/kernel';
import { JumpingClock } from '../../../support/jumping-clock';
import { ShellJobs } from '../../../support/shell-jobs';
import { furnishedCloud, until } from '../../../support/sagemaker-fixture';

const jobs = ShellJobs.forThisFile();

test('a stopped search stops its trials, launches no more and keeps its winner', async () => {
  const first = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/first" 2>/dev/null; then echo 'score=0.5;'; exit 0; fi; exec sleep 60`;
  const name = await jobs.search({}, first);
  await until(
    () => jobs.describe(name),
    (job) => job.TrainingJobStatusCounters!.Completed === 1,
  );
  await jobs.stop(name);
  expect((await jobs.describe(name)).HyperParameterTuningJobStatus).toMatch(/Stopping|Stopped/);
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job.HyperParameterTuningJobStatus).toBe('Stopped');
  expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 1, InProgress: 0 });
  expect(job.TrainingJobStatusCounters!.Stopped).toBeGreaterThanOrEqual(1);
  expect(job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric!.Value).toBe(0.5);
  await expect(jobs.stop(name)).rejects.toThrow('is in status Stopped');
});

test('five failures in a row end the search', async () => {
  const limits = { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 1 };
  const name = await jobs.search({ ResourceLimits: limits }, '#!/bin/sh\nexit 1');
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Failed',
    FailureReason:
      'No training job succeeded after 5 attempts. Please take a look at the training job failures to get more details.',
    TrainingJobStatusCounters: { NonRetryableError: 5, Completed: 0 },
    ObjectiveStatusCounters: { Failed: 5 },
  });
  expect(job.BestTrainingJob).toBeUndefined();
});

test('a search whose few trials all fail has failed', async () => {
  const name = await jobs.search({}, '#!/bin/sh\nexit 1');
  expect(await jobs.aws.tuningJobEnd(name)).toMatchObject({
    HyperParameterTuningJobStatus: 'Failed',
    FailureReason: expect.stringContaining('All training jobs failed.'),
  });
});

test('trials that never print the objective complete without one, and five of them end the search', async () => {
  const limits = { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 1 };
  const name = await jobs.search({ ResourceLimits: limits }, '#!/bin/sh\necho nothing');
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job.FailureReason).toContain('No objective metrics found after running 5 training jobs.');
  expect((await jobs.trials(name))[0]).toMatchObject({
    TrainingJobStatus: 'Completed',
    ObjectiveStatus: 'Failed',
  });
});

test('a search may complete without a winner', async () => {
  const name = await jobs.search({}, '#!/bin/sh\necho "score=nan;"');
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    ObjectiveStatusCounters: { Failed: 4 },
  });
  expect(job.BestTrainingJob).toBeUndefined();
});

test('early stopping ends trials that are worse than the median of earlier ones', async () => {
  const steps = `#!/bin/sh
x=$(sed -n 's/.*"x": "\\([^"]*\\)".*/\\1/p' "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json")
for step in 1 2 3 4 5 6; do echo "score=$x;"; sleep 0.05; done
`;
  const limits = { MaxNumberOfTrainingJobs: 12, MaxParallelTrainingJobs: 1 };
  const name = await jobs.search({ ResourceLimits: limits, TrainingJobEarlyStoppingType: 'Auto' }, steps);
  const job = await jobs.aws.tuningJobEnd(name);
  const { Completed: completed, Stopped: stopped } = job.TrainingJobStatusCounters!;
  expect(completed! + stopped!).toBe(12);
  expect(stopped).toBeGreaterThan(0);
  expect((await jobs.trials(name)).slice(0, 3).map((trial) => trial.TrainingJobStatus)).toEqual(
    Array<string>(3).fill('Completed'),
  );
  const best = job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric!.Value!;
  for (const trial of await jobs.trials(name, { StatusEquals: 'Stopped' })) {
    expect(trial.FinalHyperParameterTuningJobObjectiveMetric!.Value).toBeLessThan(best);
  }
});

test('a target value completes the search before its trials are used up', async () => {
  const name = await jobs.search({
    ResourceLimits: { MaxNumberOfTrainingJobs: 50, MaxParallelTrainingJobs: 1 },
    TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 0.01 },
  });
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.TrainingJobStatusCounters!.Completed).toBeLessThan(10);
});

test('a trial stopped by hand counts as stopped and the search goes on', async () => {
  const slowFirst = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/slow" 2>/dev/null; then echo begun; exec sleep 60; fi; echo 'score=0.5;'`;
  const limits = { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 };
  const name = await jobs.search({ ResourceLimits: limits }, slowFirst);
  const [first] = await until(
    () => jobs.trials(name),
    (all) => all.length === 1,
  );
  // Only once it has begun do the others find its folder.
  await until(
    () =>
      jobs.aws
        .logLines('/aws/sagemaker/TrainingJobs', `${first!.TrainingJobName!}/`)
        .catch((): string[] => []),
    (lines) => lines.includes('begun'),
  );
  await jobs.aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: first!.TrainingJobName! }));
  expect(await jobs.aws.tuningJobEnd(name)).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 2, Stopped: 1 },
  });
});

test('a search past its wall clock stops what runs and completes with what it has', async () => {
  const clock = new JumpingClock();
  const quick = await furnishedCloud({ clock, signatureClock: systemClock });
  const client = quick.aws;
  try {
    const first = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/first" 2>/dev/null; then echo 'score=0.5;'; exit 0; fi; exec sleep 60`;
    const own = await client.pushImage('programs', { train: first });
    const limits = { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2, MaxRuntimeInSeconds: 120 };
    const request = client.tuningRequest('capped', own, { ResourceLimits: limits });
    await client.createTuningJob(request);
    await until(
      () => client.tuningJob('capped'),
      ({ TrainingJobStatusCounters: counted }) => counted?.Completed === 1 && counted.InProgress === 2,
    );
    clock.jump(1000 * limits.MaxRuntimeInSeconds);
    const job = await client.tuningJobEnd('capped');
    expect(job).toMatchObject({
      HyperParameterTuningJobStatus: 'Completed',
      TrainingJobStatusCounters: { Completed: 1, Stopped: 2, InProgress: 0 },
      BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { Value: 0.5 } },
    });
  } finally {
    await quick.remove();
  }
});
