import { asLaunched, describeTuningJob, ownershipTags, patiently, syncTags } from '../../aws';
import type { DesiredTuningJob, ObservedTuningJob } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineResource, isUnknown } from '../../plugin';
import type { ApplyResult, ReadRequest, ReadResult } from '../../plugin';
import { definitionsOf, draftOf, specOf, validateExperiment } from '../../tuning';
import type { ExperimentSpec } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { imageMissingWarnings } from '../missing-image';
import { placeDiagnostics } from '../place-diagnostics';
import { preflightLaunch } from '../preflight/preflight-launch';
import type { Outcome } from './aggregate-jobs';
import { checkImage } from './check-image';
import { gatherLaunches } from './gather-launches';
import type { LaunchEnd } from './gather-launches';
import { importExperiment } from './import-experiment';
import { launchExperiment } from './launch-experiment';
import { planExperiment } from './plan-experiment';
import { refreshSpend } from './refresh-spend';
import { removeExperiment } from './remove-experiment';
import { experimentSchema } from './schema';
import { isUnseen, stateAfterApply, stateAfterRead } from './state-of';
import type { ExperimentStatus } from './state-of';
import { strayWarning } from './stray-diagnostics';
import { strayJobs } from './stray-jobs';
import { generationInForce, jobsInForce } from './tuning-jobs';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/** `tuneform_experiment`: launches searches, keeps their history, never waits for them. */
export const experimentResource = defineResource<typeof experimentSchema, ProviderData>({
  typeName: 'tuneform_experiment',
  schema: experimentSchema,

  validate: ({ config }) => placeDiagnostics(validateExperiment(draftOf(config, isUnknown))),

  plan: (request, context) => preflightLaunch(request, planExperiment(request), context),

  create: ({ planned, configured }, { signal }) => launch({ planned, configured, prior: null }, signal),

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
      return launch({ planned, configured, prior }, signal);
    }
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
  const unseen = isUnseen(state.status) ? state.status : 'Missing';
  const outcomes = await Promise.all(
    jobsInForce(state).map(async ({ name }) => {
      const observed = await patiently(session, signal, () => describeTuningJob(session, name, signal));
      return { name, ...outcomeOf(observed, unseen) };
    }),
  );
  const missing = outcomes.filter(({ status }) => status === 'Missing');
  const running = outcomes.find(({ status }) => status === 'InProgress');
  const used = {
    who: `Tuning job "${running?.name ?? ''}"`,
    then: 'training jobs that start from now on will fail',
  };
  const uris = running === undefined ? [] : imagesOf(specOf(state));
  const warnings = uris.map((uri) => imageMissingWarnings(session, { ...used, uri }, signal));
  const now = stateAfterRead(state, outcomes, defaultTags);
  const spend = await refreshSpend(configured, { before: state, now }, signal);
  return {
    state: { ...now, ...spend },
    diagnostics: [
      ...missing.map(({ name }) => missingWarning(name)),
      ...(await Promise.all(warnings)).flat(),
    ],
  };
}

const outcomeOf = (observed: ObservedTuningJob | undefined, otherwise: ExperimentStatus): Outcome =>
  observed === undefined ? { status: otherwise } : { status: observed.status, observed };

interface LaunchRequest {
  readonly planned: ExperimentFinalPlan;
  readonly configured: ProviderData;
  readonly prior: ExperimentState | null;
}

async function launch(
  { planned, configured, prior }: LaunchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const images = imagesOf(specOf(planned));
  await Promise.all(images.map((image) => checkImage(configured.session, image, signal)));
  const jobs = desiredJobs(planned, configured);
  // Of several jobs that are requested again, the existing ones were launched by the apply that left the others pending.
  const isExpected =
    jobs.length > 1 && prior?.status === 'Pending' && prior.generation === planned.generation;
  const ends = jobs.map((desired) =>
    launchExperiment(configured, desired, signal, { isExpected }).then(
      (launched): LaunchEnd => ({ name: desired.name, launch: launched }),
      (refused: unknown): LaunchEnd => ({ name: desired.name, refused }),
    ),
  );
  const launches = gatherLaunches(await Promise.all(ends));
  return {
    state: stateAfterApply(planned, launches),
    diagnostics: launches.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Returns to an earlier search. The plan promised that this costs nothing, so a deleted record launches nothing. */
async function reuse(
  planned: ExperimentFinalPlan,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  const missing = found.filter(({ status }) => status === 'Missing');
  return {
    state: stateAfterApply(planned, found),
    diagnostics: missing.map(({ name }) => missingWarning(name)),
  };
}

async function repairTags(
  planned: ExperimentFinalPlan,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  return { state: stateAfterApply(planned, found) };
}

/** Writes the tags of the existing tuning jobs. Returns what was observed before. */
function settleTags(
  jobs: readonly DesiredTuningJob[],
  { session }: ProviderData,
  signal: AbortSignal,
): Promise<readonly (Outcome & { readonly name: string })[]> {
  return Promise.all(
    jobs.map(async ({ name, tags }) => {
      const observed = await describeTuningJob(session, name, signal);
      if (observed !== undefined) {
        const desired = asLaunched(tags, observed.tags);
        await syncTags(session, observed.arn, { observed: observed.tags, desired, signal });
      }
      return { name, ...outcomeOf(observed, 'Missing') };
    }),
  );
}

/** The tuning jobs of the current generation. During an apply, everything that determines them is known. */
function desiredJobs(planned: ExperimentFinalPlan, { owner }: ProviderData): readonly DesiredTuningJob[] {
  const known = planned as ExperimentState;
  const { name: experiment, fingerprint, generation, run } = known;
  const { adjustments } = generationInForce(known) ?? {};
  return jobsInForce(known).map(({ name, shard }) => {
    const ownership = { owner, experiment, fingerprint, generation, run, shard };
    return {
      name,
      spec: specOf(known),
      adjustments,
      ownership,
      tags: { ...known.tags_all, ...ownershipTags(ownership) },
    };
  });
}

/** The images of all training definitions, each once. */
const imagesOf = (spec: ExperimentSpec): readonly string[] => [
  ...new Set(definitionsOf(spec).flatMap((one) => one.algorithm_specification.training_image ?? [])),
];

function missingWarning(name: string): Diagnostic {
  return warningAt(
    ['tuning_job_name'],
    'Tuning Job Record Missing',
    `Tuning job "${name}" was launched, but its record was deleted outside Terraform. The experiment and its ` +
      'champion stay and nothing is launched. To run and pay for the search again, raise run. [TUNING_JOB_MISSING]',
  );
}
