import { describeTuningJob, patiently, syncTags } from '../../aws';
import type { DesiredTuningJob } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isKnown, isUnknown } from '../../plugin';
import type { ApplyResult, ReadRequest, ReadResult } from '../../plugin';
import { draftOf, specOf, validateExperiment } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { imageMissingWarnings } from '../missing-image';
import { placeDiagnostics } from '../place-diagnostics';
import { checkImage } from './check-image';
import { importExperiment } from './import-experiment';
import { launchExperiment } from './launch-experiment';
import { planExperiment } from './plan-experiment';
import { removeExperiment } from './remove-experiment';
import { experimentSchema } from './schema';
import { isUnseen, stateAfterApply, stateAfterRead } from './state-of';
import { strayWarning } from './stray-diagnostics';
import { strayJobs } from './stray-jobs';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/** `tuneform_experiment`: launches searches, keeps their history, never waits for them. */
export const experimentResource = defineResource<typeof experimentSchema, ProviderData>({
  typeName: 'tuneform_experiment',
  schema: experimentSchema,

  validate: ({ config }) => placeDiagnostics(validateExperiment(draftOf(config, isUnknown))),

  plan: (request) => planExperiment(request),

  create: ({ planned, configured }, { signal }) => launch(planned, configured, signal),

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
    if (planned.verdict === 'launch') return launch(planned, configured, signal);
    if (planned.verdict === 'reuse' && planned.tuning_job_name !== prior.tuning_job_name) {
      return reuse(planned, configured, signal);
    }
    return repairTags(planned, configured, signal);
  },

  delete: ({ prior, configured }, { signal }) => removeExperiment(configured, prior, signal),

  importState: async ({ id, configured }, { signal }) => ({
    state: await importExperiment(configured, id, signal),
  }),
});

async function readExperiment(
  { state, configured }: ReadRequest<typeof experimentSchema, ProviderData>,
  signal: AbortSignal,
): Promise<ReadResult<typeof experimentSchema>> {
  const { session, defaultTags } = configured;
  const name = state.tuning_job_name;
  const observed = await patiently(session, signal, () => describeTuningJob(session, name, signal));
  if (observed !== undefined) {
    const used = {
      who: `Tuning job "${name}"`,
      uri: state.algorithm_specification.training_image,
      then: 'training jobs that start from now on fail',
    };
    const running = observed.status === 'InProgress';
    return {
      state: stateAfterRead(state, observed, defaultTags),
      diagnostics: running ? await imageMissingWarnings(session, used, signal) : [],
    };
  }
  if (isUnseen(state.status)) return { state };
  return { state: { ...state, status: 'Missing' }, diagnostics: [missingWarning(state.tuning_job_name)] };
}

async function launch(
  planned: ExperimentFinalPlan,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const desired = desiredOf(planned, configured);
  await checkImage(configured.session, desired.spec.algorithm_specification.training_image, signal);
  const { diagnostics, ...outcome } = await launchExperiment(configured, desired, signal);
  return { state: stateAfterApply(planned, outcome), diagnostics };
}

/** Goes back to an earlier search. The plan promised that this costs nothing, so a lost record launches nothing. */
async function reuse(
  planned: ExperimentFinalPlan,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const desired = desiredOf(planned, configured);
  const observed = await describeTuningJob(configured.session, desired.name, signal);
  if (observed === undefined) {
    return {
      state: stateAfterApply(planned, { status: 'Missing' }),
      diagnostics: [missingWarning(desired.name)],
    };
  }
  await syncTags(configured.session, observed.arn, {
    observed: observed.tags,
    desired: desired.tags,
    signal,
  });
  return { state: stateAfterApply(planned, { status: observed.status, observed }) };
}

async function repairTags(
  planned: ExperimentFinalPlan,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const name = isKnown(planned.tuning_job_name) ? planned.tuning_job_name : '';
  const observed = await describeTuningJob(configured.session, name, signal);
  const desired = isKnown(planned.tags_all) ? planned.tags_all : undefined;
  if (observed !== undefined && desired !== undefined) {
    await syncTags(configured.session, observed.arn, {
      observed: observed.tags,
      desired: desired,
      signal,
    });
  }
  return { state: stateAfterApply(planned, { status: observed?.status ?? 'Missing' }) };
}

/** While applying, everything that makes up the tuning job is known. */
function desiredOf(planned: ExperimentFinalPlan, configured: ProviderData): DesiredTuningJob {
  const known = planned as unknown as ExperimentState;
  return {
    name: known.tuning_job_name,
    spec: specOf(known),
    ownership: {
      owner: configured.owner,
      experiment: known.name,
      fingerprint: known.fingerprint,
      generation: known.generation,
      run: known.run,
    },
    tags: known.tags_all,
  };
}

function missingWarning(name: string): Diagnostic {
  return warningAt(
    ['tuning_job_name'],
    'Tuning Job Record Missing',
    `Tuning job "${name}" was launched, but its record has been deleted outside Terraform. The experiment and its ` +
      'champion are kept and nothing is launched. To pay for the search again, raise run. [TUNING_JOB_MISSING]',
  );
}
