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
import { earlierJobs, isOpen, isRunning, missingJobs, unseenJobs, withOutcomes } from './job-statuses';
import { launchExperiment } from './launch-experiment';
import { planExperiment } from './plan-experiment';
import { refreshSpend } from './refresh-spend';
import { arnBeside, removeExperiment } from './remove-experiment';
import { experimentSchema } from './schema';
import { isUnseen, stateAfterApply, stateAfterRead } from './state-of';
import type { ExperimentStatus } from './state-of';
import {
  hasEnded,
  LOOK_AFTER_STOP_MS,
  notStoppedWarnings,
  parentsRunningWarning,
  stopTuningJobs,
  WAIT_FOR_PARENTS_MS,
} from './stop-tuning-jobs';
import type { StopEnd } from './stop-tuning-jobs';
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
      return reuse({ planned, configured, prior }, signal);
    }
    return repairTags({ planned, configured, prior }, signal);
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
  const earlier = await Promise.all(
    earlierJobs(state)
      .filter(isOpen)
      .map(async ({ name }) => {
        const observed = await patiently(session, signal, () => describeTuningJob(session, name, signal));
        return { name, ...outcomeOf(observed, 'Missing') };
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
  const now = stateAfterRead(state, outcomes, defaultTags, earlier);
  const spend = await refreshSpend(configured, { before: state, now }, signal);
  return {
    state: { ...now, ...spend },
    diagnostics: [
      ...missing.map(({ name }) => missingWarning(name, state.on_missing)),
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
  const parents = await stopParents({ planned, configured, prior }, signal);
  const unended = parents.filter((parent) => !hasEnded(parent));
  if (unended.length > 0) {
    return {
      state: stateAfterApply(
        planned,
        jobs.map(() => ({ status: 'Pending' })),
        withOutcomes(prior?.tuning_job_statuses ?? {}, parents),
      ),
      diagnostics: [
        ...notStoppedWarnings(parents),
        parentsRunningWarning(planned.tuning_job_name as string, unended),
      ],
    };
  }
  const settled = settledJobs(planned, prior);
  // Of several jobs that are requested again, the existing ones were launched by the apply that left the others pending.
  const isExpected =
    jobs.length > 1 && prior?.status === 'Pending' && prior.generation === planned.generation;
  const ends = jobs.map(async (desired): Promise<LaunchEnd> => {
    const { name } = desired;
    if (settled.has(name)) {
      const [found] = await settleTags([desired], configured, signal);
      return { name, launch: { status: 'Missing', ...found, diagnostics: [] } };
    }
    return launchExperiment(configured, desired, signal, { isExpected }).then(
      (launched): LaunchEnd => ({ name: desired.name, launch: launched }),
      (refused: unknown): LaunchEnd => ({ name: desired.name, refused }),
    );
  });
  const launches = gatherLaunches(await Promise.all(ends));
  const stopped = await stopEarlier({ planned, configured, prior }, signal);
  return {
    state: stateAfterApply(
      planned,
      launches,
      withOutcomes(prior?.tuning_job_statuses ?? {}, [...parents, ...stopped]),
    ),
    diagnostics: [...launches.flatMap(({ diagnostics }) => diagnostics), ...notStoppedWarnings(stopped)],
  };
}

/** The current tuning jobs that are not to be requested: they were observed, or their record stays deleted. */
function settledJobs(planned: ExperimentFinalPlan, prior: ExperimentState | null): ReadonlySet<string> {
  if (prior?.generation !== planned.generation) return new Set();
  const missing = planned.on_missing === 'relaunch' ? missingJobs(prior) : [];
  const asked = new Set([...unseenJobs(prior), ...missing]);
  return new Set(
    jobsInForce(prior)
      .map(({ name }) => name)
      .filter((name) => !asked.has(name)),
  );
}

/** The tuning jobs of other searches, with their last observed status. */
const othersOf = ({ planned, prior }: LaunchRequest) =>
  prior === null
    ? []
    : earlierJobs(
        { ...prior, generations: planned.generations as ExperimentState['generations'] },
        planned.generation as number,
      ).map((job) => ({ ...job, arn: arnBeside(prior.tuning_job_arn, job.name) }));

/** An extension starts from searches that have ended. Those that have not are stopped first. */
function stopParents(request: LaunchRequest, signal: AbortSignal): Promise<readonly StopEnd[]> {
  const { planned, configured } = request;
  const { adjustments } = generationInForce(planned as ExperimentState) ?? {};
  const parents = othersOf(request).filter(
    (job) => isOpen(job) && adjustments?.warmStartFrom?.includes(job.name) === true,
  );
  return stopTuningJobs(configured, parents, {
    waitMs: WAIT_FOR_PARENTS_MS[configured.session.settings.target],
    signal,
  });
}

/** Stops the searches that the current one supersedes, if that is wanted. */
function stopEarlier(request: LaunchRequest, signal: AbortSignal): Promise<readonly StopEnd[]> {
  const { planned, configured } = request;
  const jobs = planned.on_change === 'stop_previous' ? othersOf(request).filter(isRunning) : [];
  return stopTuningJobs(configured, jobs, {
    waitMs: LOOK_AFTER_STOP_MS[configured.session.settings.target],
    signal,
  });
}

/** Returns to an earlier search. The plan promised that this costs nothing, so a deleted record launches nothing. */
async function reuse(
  request: LaunchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const { planned, configured, prior } = request;
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  const missing = found.filter(({ status }) => status === 'Missing');
  const stopped = await stopEarlier(request, signal);
  return {
    state: stateAfterApply(planned, found, withOutcomes(prior?.tuning_job_statuses ?? {}, stopped)),
    diagnostics: [
      ...missing.map(({ name }) => missingWarning(name, planned.on_missing)),
      ...notStoppedWarnings(stopped),
    ],
  };
}

async function repairTags(
  request: LaunchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof experimentSchema>> {
  const { planned, configured, prior } = request;
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  const stopped = await stopEarlier(request, signal);
  return {
    state: stateAfterApply(planned, found, withOutcomes(prior?.tuning_job_statuses ?? {}, stopped)),
    diagnostics: notStoppedWarnings(stopped),
  };
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

function missingWarning(name: string, onMissing: unknown): Diagnostic {
  const then =
    onMissing === 'relaunch'
      ? 'Because on_missing is relaunch, the next apply launches it again under its name, and pays for it.'
      : 'The experiment and its champion stay and nothing is launched. To run and pay for the search again, raise run or set ' +
        'on_missing = "relaunch".';
  return warningAt(
    ['tuning_job_name'],
    'Tuning Job Record Missing',
    `Tuning job "${name}" was launched, but its record was deleted outside Terraform. ${then} [TUNING_JOB_MISSING]`,
  );
}
