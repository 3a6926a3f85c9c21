import type { TuningJobCompletionCriteria } from '@aws-sdk/client-sagemaker';
import { SimulatedSearches } from '../../../support/simulated-searches';

let searches: SimulatedSearches;

beforeEach(async () => {
  searches = new SimulatedSearches(() => ({ lines: ['score=1;'] }));
  await searches.start();
});

afterEach(() => searches.remove());

const run = (criteria?: TuningJobCompletionCriteria) =>
  searches.run(
    searches.simulated.tuningRequest('flat', {
      ResourceLimits: { MaxNumberOfTrainingJobs: 40, MaxParallelTrainingJobs: 2 },
      ...(criteria === undefined ? {} : { TuningJobCompletionCriteria: criteria }),
    }),
  );

test('a search completes once its target is reached', async () => {
  const job = await run({ TargetObjectiveMetricValue: 0.5 });
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    HyperParameterTuningJobConfig: { TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 0.5 } },
  });
  expect(job.TrainingJobStatusCounters!.Completed).toBeLessThan(4);
});

test('a search whose best value does not improve completes, and tells for how many jobs it did not', async () => {
  const job = await run({ BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 } });
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.FailureReason).toBeUndefined();
  const { Completed: completed } = job.TrainingJobStatusCounters!;
  expect(completed).toBeLessThan(7);
  // The first set the best value.
  expect(job.TuningJobCompletionDetails).toEqual({
    NumberOfTrainingJobsObjectiveNotImproving: completed! - 1,
  });
});

test.each([
  { CompleteOnConvergence: 'Enabled', least: 20, most: 23 },
  { CompleteOnConvergence: 'Disabled', least: 40, most: 40 },
  { CompleteOnConvergence: undefined, least: 40, most: 40 },
] as const)(
  'a search that has converged tells when; with CompleteOnConvergence $CompleteOnConvergence it launches at most $most jobs',
  async ({ CompleteOnConvergence: complete, least, most }) => {
    const job = await run(
      complete === undefined ? undefined : { ConvergenceDetected: { CompleteOnConvergence: complete } },
    );
    expect(job.HyperParameterTuningJobStatus).toBe('Completed');
    const { Completed: completed = 0, Stopped: stopped = 0 } = job.TrainingJobStatusCounters!;
    expect(completed).toBeGreaterThanOrEqual(least);
    expect(completed + stopped).toBeLessThanOrEqual(most);
    const { ConvergenceDetectedTime: at } = job.TuningJobCompletionDetails!;
    expect(at!.getTime()).toBeGreaterThanOrEqual(job.CreationTime!.getTime());
    expect(at!.getTime()).toBeLessThanOrEqual(job.HyperParameterTuningEndTime!.getTime());
  },
);

test('a search that may improve has not converged', async () => {
  const job = await searches.run(searches.simulated.tuningRequest('short'));
  expect(job.TuningJobCompletionDetails).toEqual({ NumberOfTrainingJobsObjectiveNotImproving: 3 });
});
