import { TuneformError } from '../../kernel';
import { defineDataSource } from '../../plugin';
import type { RankedTrial } from '../../aws';
import type { ProviderData } from '../provider-data';
import { championDataSchema } from './champion-schema';
import { newestOf, readResults } from './read-results';
import type { FoundResults } from './read-results';
import { winnerState } from './trial-state';

/** The data source `tuneform_champion`: reads; decides nothing. */
export const championSource = defineDataSource<typeof championDataSchema, ProviderData>({
  typeName: 'tuneform_champion',
  schema: championDataSchema,

  async read({ config, configured }, { signal }) {
    const found = await readResults(configured, config, signal);
    const newest = newestOf(found.experiment);
    const own = new Set(newest.jobs.map(({ name }) => name));
    const ranked = found.results.trials.filter(({ rank }) => rank !== undefined);
    const candidate = ranked.find(({ tuningJobName }) => own.has(tuningJobName));
    const current = config.training_job_name === null ? ranked[0] : named(config.training_job_name, found);
    const detailed = (trial: RankedTrial | undefined) =>
      trial === undefined ? null : winnerState(trial, found, configured, signal);
    return {
      state: {
        ...config,
        status: newest.status,
        candidate: await detailed(candidate),
        current: await detailed(current),
      },
    };
  },
});

function named(name: string, { experiment, results }: FoundResults): RankedTrial {
  const trial = results.trials.find(({ trainingJobName }) => trainingJobName === name);
  if (trial !== undefined) return trial;
  throw new TuneformError(
    `Experiment "${experiment.name}" has no training job "${name}". Give the training_job_name of its champion, or leave it out to ` +
      'read the best one.',
    { code: 'TRAINING_JOB_NOT_FOUND', summary: 'Training Job Not in Experiment' },
  );
}
