import { describeOwnTrainingJob } from '../../aws';
import type { ObservedTrainingJob } from '../../aws';
import type { Diagnostic } from '../../kernel';
import { isUnknown, isWhollyKnown, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import {
  explainChange,
  longForm,
  trainingJobCeiling,
  trainingJobFingerprint,
  trainingJobModel,
  trainingJobName,
  trainingJobSpecOf,
  writtenTrainingJob,
} from '../../tuning';
import type { TrainingJobSpec } from '../../tuning';
import { adviceAmong } from '../advice';
import type { ProviderData } from '../provider-data';
import { recordedHere } from '../recorded-here';
import { rejectedHere } from '../rejected-here';
import { shownTags } from '../shown-tags';
import { checkPlannedTags } from '../tag-checks';
import { findingsOf } from './findings-of';
import { MEMBER_PLACES } from './member-places';
import { continuesWarning, failedBeforeWarning, launchWarning, mayLaunchWarning } from './plan-warnings';
import { rememberContinuation } from './planned-continuation';
import { decidedAttributes } from './schema';
import type { trainingJobSchema } from './schema';
import { isVerdict } from './verdict';
import type { Decided, TrainingJobPlan, TrainingJobState } from './types';

type Request = PlanRequest<typeof trainingJobSchema, ProviderData>;
type Answer = PlanAnswer<typeof trainingJobSchema>;

/**
 * Plans a training job. A passed one stays passed until its specification, `run` or what it has to show changes. Any other is planned
 * as unknown, so that the next apply continues to wait, or judges and reports again. Changes nothing.
 */
export async function planTrainingJob(request: Request, signal: AbortSignal): Promise<Answer> {
  const { planned, configured } = request;
  const { defaultTags = {} } = configured ?? {};
  const tagProblems = checkPlannedTags(planned.tags, { kind: 'training_job', defaultTags });
  const spec = plannedSpec(planned);
  const answer =
    spec === undefined || configured === undefined || isUnknown(planned.name) || isUnknown(planned.run)
      ? planUndecided(request)
      : await planDecided(request, { spec, configured, name: planned.name, run: planned.run }, signal);
  return { ...answer, diagnostics: [...tagProblems, ...(answer.diagnostics ?? [])] };
}

interface Known {
  readonly spec: TrainingJobSpec;
  readonly configured: ProviderData;
  readonly name: string;
  readonly run: number;
}

async function planDecided(
  { planned, prior }: Request,
  { spec, configured, name, run }: Known,
  signal: AbortSignal,
): Promise<Answer> {
  const fingerprint = trainingJobFingerprint(spec);
  const jobName = trainingJobName({ owner: configured.owner, name, fingerprint, run });
  const ceiling = trainingJobCeiling(spec, configured.prices).usd;
  const isSame = prior?.training_job_name === jobName;
  const isSettled = isSame && isVerdict(prior.verdict, 'passed') && sameValue(planned.require, prior.require);
  const common = {
    ...planned,
    training_job_name: jobName,
    cost_ceiling_usd: typeof ceiling === 'number' ? ceiling : null,
    tags_all: tagsAsFarAsKnown(planned, configured),
  };
  if (isSettled) return { planned: { ...common, ...decidedOf(prior) } };
  const seen = isSame ? undefined : await lookForJob(configured, jobName, signal);
  const launches = seen === undefined && (!isSame || prior.status === 'Missing');
  const rejected = launches ? rejectedHere(configured.localMembers, planned, MEMBER_PLACES) : [];
  const because = prior === null ? 'it is new' : reasonOf(prior, { spec, configured, name, run });
  return {
    planned: { ...common, ...undecided },
    ...(prior === null && {
      private: rememberContinuation({ continues: jobName, seen: seen !== undefined }),
    }),
    diagnostics: [
      ...rejected,
      ...(launches && rejected.length === 0
        ? [
            ...adviceAmong(findingsOf(planned)),
            launchWarning(name, { bounds: spec, prices: configured.prices, because }),
            ...recordedHere(configured.localMembers, planned, MEMBER_PLACES),
          ]
        : []),
      ...(seen === undefined ? [] : [continuesWarning(name, seen)]),
      ...(isSame && isVerdict(prior.verdict, 'failed') ? [failedBeforeWarning(prior)] : []),
    ],
  };
}

/** The tags depend on neither the image nor the data. */
function tagsAsFarAsKnown({ tags }: TrainingJobPlan, configured: ProviderData | undefined) {
  if (configured === undefined || isUnknown(tags) || !isWhollyKnown(tags)) return unknown;
  return shownTags({ ...configured.defaultTags, ...tags });
}

/** The ceiling depends on machines and time alone, so that it is known before the image is. */
function ceilingAsFarAsKnown(planned: TrainingJobPlan, configured: ProviderData | undefined) {
  const { resource_config, stopping_condition } = planned;
  const isPriced = isWhollyKnown(resource_config) && isWhollyKnown(stopping_condition);
  if (!isPriced || configured === undefined) return unknown;
  const bounds = trainingJobSpecOf({ resource_config, stopping_condition });
  const { usd } = trainingJobCeiling(bounds, configured.prices);
  return typeof usd === 'number' ? usd : null;
}

/** Says whether applying pays. A look that fails says nothing, and no plan depends on it. */
async function lookForJob(
  { session }: ProviderData,
  name: string,
  signal: AbortSignal,
): Promise<ObservedTrainingJob | undefined> {
  try {
    return await describeOwnTrainingJob(session, name, signal);
  } catch {
    return undefined;
  }
}

function reasonOf(prior: TrainingJobState, { spec, name, run }: Known): string {
  const reasons = [
    ...(prior.name === name ? [] : [`name "${prior.name}" → "${name}"`]),
    ...(prior.run === run ? [] : [`run ${String(prior.run)} → ${String(run)}`]),
    ...(trainingJobFingerprint(trainingJobSpecOf(prior)) === trainingJobFingerprint(spec)
      ? []
      : [explainChange(trainingJobSpecOf(prior), spec, trainingJobModel)]),
  ];
  return reasons.length > 0 ? reasons.join(', ') : 'the provider’s owner or its record changed';
}

/** Part of the training job is known only after other objects are applied. */
function planUndecided({ planned, prior, configured }: Request): Answer {
  const open = [
    ...(['name', 'run'] as const).filter((name) => isUnknown(planned[name])),
    ...undecidedAttributes(planned),
  ];
  const before = prior === null ? null : longForm(prior).values;
  const asked = Object.fromEntries(
    Object.entries(MEMBER_PLACES).filter(
      ([name]) => before === null || !sameValue(longForm(planned, isUnknown).values[name], before[name]),
    ),
  );
  const rejected: readonly Diagnostic[] = rejectedHere(configured?.localMembers, planned, asked);
  const causes = open.length > 0 ? open : ['the provider configuration'];
  return {
    planned: {
      ...planned,
      ...undecided,
      training_job_name: unknown,
      cost_ceiling_usd: ceilingAsFarAsKnown(planned, configured),
      tags_all: tagsAsFarAsKnown(planned, configured),
    },
    diagnostics:
      rejected.length > 0
        ? rejected
        : [...adviceAmong(findingsOf(planned)), mayLaunchWarning(planned, causes, configured?.prices)],
  };
}

const undecidedAttributes = (planned: TrainingJobPlan): readonly string[] =>
  Object.keys(writtenTrainingJob).filter((name) => !isWhollyKnown(planned[name as keyof TrainingJobPlan]));

const plannedSpec = (planned: TrainingJobPlan): TrainingJobSpec | undefined =>
  undecidedAttributes(planned).length > 0 ? undefined : trainingJobSpecOf(planned);

const decidedNames = Object.keys(decidedAttributes) as (keyof Decided)[];

const undecided = Object.fromEntries(decidedNames.map((name) => [name, unknown])) as {
  readonly [K in keyof Decided]: typeof unknown;
};

function decidedOf(state: TrainingJobState): Decided {
  return Object.fromEntries(decidedNames.map((name) => [name, state[name]])) as Decided;
}
