import { defineDataSource } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { readResults } from './read-results';
import { trainingJobsSchema } from './training-jobs-schema';
import { trialState } from './trial-state';

/** `tuneform_training_jobs`: reads; changes nothing. */
export const trainingJobsSource = defineDataSource<typeof trainingJobsSchema, ProviderData>({
  typeName: 'tuneform_training_jobs',
  schema: trainingJobsSchema,

  async read({ config, configured }, { signal }) {
    const found = await readResults(configured, config, signal);
    const { statuses, sort_by: order, limit } = config;
    const chosen = found.results.trials.filter(({ status }) => statuses?.includes(status) ?? true);
    const sorted =
      order === 'creation_time' ? [...chosen].sort((a, b) => a.createdAtMs - b.createdAtMs) : chosen;
    return {
      state: {
        ...config,
        training_jobs: sorted
          .slice(0, limit ?? sorted.length)
          .map((trial) => trialState(trial, found, configured)),
        training_job_count: chosen.length,
        listing_gaps: [...found.results.gaps],
      },
    };
  },
});
