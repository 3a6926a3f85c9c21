import { defineResource, isUnknown } from '../../plugin';
import { draftOf, validateExperiment } from '../../tuning';
import { placeDiagnostics } from '../place-diagnostics';
import { preflightLaunch } from '../preflight/preflight-launch';
import type { ProviderData } from '../provider-data';
import { importExperiment } from './import-experiment';
import { launchSearch } from './launch-search';
import { planExperiment } from './plan-experiment';
import { readExperiment } from './read-experiment';
import { removeExperiment } from './remove-experiment';
import { experimentSchema } from './schema';
import { repairTags, reuse } from './settle-search';
import { strayWarning } from './stray-diagnostics';
import { strayJobs } from './stray-jobs';

/** `tuneform_experiment`: launches searches, keeps their history, never waits for them. */
export const experimentResource = defineResource<typeof experimentSchema, ProviderData>({
  typeName: 'tuneform_experiment',
  schema: experimentSchema,

  validate: ({ config }) => placeDiagnostics(validateExperiment(draftOf(config, isUnknown))),

  plan: (request, context) => preflightLaunch(request, planExperiment(request), context),

  create: ({ planned, configured }, { signal }) => launchSearch({ planned, configured, prior: null }, signal),

  async read(request, context) {
    const [result, strays] = await Promise.all([
      readExperiment(request, context.signal),
      strayJobs(request.configured, request.state, { signal: context.signal, patient: false }),
    ]);
    if (strays.unlisted !== undefined) {
      context.logger.info('running tuning jobs could not be listed', { reason: strays.unlisted });
    }
    const warnings = strays.jobs.map((job) => strayWarning(request.state, job));
    return { ...result, diagnostics: [...(result.diagnostics ?? []), ...warnings] };
  },

  async update({ planned, prior, configured }, { signal }) {
    if (planned.verdict === 'launch' || planned.verdict === 'extend') {
      return launchSearch({ planned, configured, prior }, signal);
    }
    if (planned.verdict === 'reuse' && planned.tuning_job_name !== prior.tuning_job_name) {
      return reuse({ planned, configured, prior }, signal);
    }
    return repairTags({ planned, configured, prior }, signal);
  },

  delete: ({ prior, configured }, { signal }) => removeExperiment(configured, prior, signal),

  importState: async ({ id, configured }, { signal }) => ({
    state: await importExperiment(configured, id, signal),
  }),
});
