import { ownershipTags } from '../../aws';
import type { Diagnostic } from '../../kernel';
import { isUnknown, isWhollyKnown, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import { adjustSpec } from '../../tuning';
import type { ExperimentSpec, Prices } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { recordedHere } from '../recorded-here';
import { rejectedHere } from '../rejected-here';
import { checkPlannedTags } from '../tag-checks';
import { budgetOf, budgetProblems, cappedByBudget, mayBeCapped } from './budget';
import { decideGeneration, namesInForceLast } from './decide-generation';
import type { GenerationDecision } from './decide-generation';
import { earlierJobs, isRunning } from './job-statuses';
import { MEMBER_PLACES } from './member-places';
import { metadataReason } from './metadata-reason';
import { ownerChange } from './owner-change';
import { planUndecided } from './plan-undecided';
import {
  launchWarning,
  ownerChangedWarning,
  stillRunningWarning,
  stopsEarlierWarning,
} from './plan-warnings';
import { ceilingOf, costOf, idOf, keep, outcomeUnknown } from './planned-computed';
import type { Computed } from './planned-computed';
import type { wholeSchema } from './schema';
import { plannedSpec } from './planned-spec';
import { priorOf } from './prior-experiment';
import { isUnseen } from './state-of';
import { jobsInForce, stateOfGeneration } from './tuning-jobs';
import type { ExperimentPlan, ExperimentState } from './types';

type Request = Omit<PlanRequest<typeof wholeSchema, ProviderData>, 'config'> & { readonly config?: unknown };
type Answer = PlanAnswer<typeof wholeSchema>;

/**
 * Fills in the part of the plan that tells the reviewer what will happen: generation, verdict, cause, search space,
 * cost ceiling and names. Pure: Terraform plans twice and compares.
 */
export function planExperiment(request: Request): Answer {
  const { planned, diagnostics = [] } = planSearch(request);
  const { defaultTags = {} } = request.configured ?? {};
  const rejected = checkPlannedTags(request.planned.tags, { kind: 'experiment', defaultTags });
  return { planned, diagnostics: [...rejected, ...ownerChanged(request, planned), ...diagnostics] };
}

/** Both owners are known during the plan, so it warns about the cost of a changed owner before anything is paid. */
function ownerChanged({ prior, configured }: Request, planned: ExperimentPlan): readonly Diagnostic[] {
  const change = ownerChange(prior, configured);
  if (change === undefined || prior === null) return [];
  return [ownerChangedWarning(prior, change, planned.action === 'launch' || planned.action === 'extend')];
}

function planSearch(request: Request): Answer {
  const { planned, prior, configured } = request;
  const spec = plannedSpec(planned);
  if (spec === undefined || configured === undefined || isUnknown(planned.name) || isUnknown(planned.run)) {
    return planUndecided(request);
  }
  const decision = decideGeneration(prior === null ? undefined : priorOf(prior, configured, planned), {
    owner: configured.owner,
    name: planned.name,
    run: planned.run,
    spec,
    adjust: (search, adjustments) =>
      cappedByBudget({ spec: search, adjustments }, budgetOf(planned), configured.prices),
  });
  const tagsAll = tagsOf(planned, configured, decision);
  if (decision.action === 'unchanged' && prior !== null) return planUnchanged(request, prior, tagsAll);
  const launches = decision.action === 'launch' || decision.action === 'extend';
  const rejected = launches
    ? [
        ...rejectedHere(configured.localMembers, planned, MEMBER_PLACES),
        ...budgetProblems(adjustSpec(spec, decision.adjustments), budgetOf(planned), configured.prices),
      ]
    : [];
  return {
    planned: {
      ...planned,
      ...explanation(decision, spec, configured.prices),
      ...(launches &&
        budgetOf(planned) === undefined &&
        mayBeCapped(planned, adjustSpec(spec, decision.adjustments), configured.prices) && {
          cost_ceiling: unknown,
        }),
      ...outcomeUnknown,
      ...idOf(prior),
      ...costOf(prior),
      tags_all: tagsAll,
    },
    diagnostics: [
      ...rejected,
      // A search that cannot launch has no price.
      ...(launches && rejected.length === 0
        ? [
            launchWarning(planned.name, {
              bound: adjustSpec(spec, decision.adjustments),
              prices: configured.prices,
              parents: decision.adjustments.warmStartFrom ?? [],
            }),
            ...recordedHere(configured.localMembers, planned, MEMBER_PLACES),
          ]
        : []),
      ...(prior !== null && mayStillRun(prior, decision)
        ? [planned.on_change === 'stop_previous' ? stopsEarlierWarning(prior) : stillRunningWarning(prior)]
        : []),
    ],
  };
}

/** Returns whether applying leaves behind a search that is running or may be. */
function mayStillRun(prior: ExperimentState, decision: GenerationDecision): boolean {
  if (isUnseen(prior.status)) {
    // Of several tuning jobs, others may be running while one is pending.
    const mayRun = prior.status === 'Unconfirmed' || jobsInForce(prior).length > 1;
    return mayRun && decision.tuningJobs.every(({ name }) => name !== prior.tuning_job_name);
  }
  return prior.status === 'InProgress';
}

function explanation(decision: GenerationDecision, spec: ExperimentSpec, prices: Prices) {
  return {
    generation: decision.generation,
    action: decision.action,
    because: decision.because,
    ...ceilingOf(adjustSpec(spec, decision.adjustments), prices),
    fingerprint: decision.fingerprint,
    tuning_job_name: decision.tuningJobs[0].name,
    tuning_job_names: namesInForceLast(decision),
    generations: decision.generations.map(stateOfGeneration),
  };
}

/** Keeps the search. Other changes are metadata only; without any, the plan is empty. */
function planUnchanged({ planned }: Request, prior: ExperimentState, tagsAll: Computed['tags_all']): Answer {
  const kept = keep(prior);
  const running = planned.on_change === 'stop_previous' ? earlierJobs(prior).filter(isRunning) : [];
  const settled: ExperimentPlan = {
    ...planned,
    ...kept,
    tags_all: tagsAll,
    // What the stop does is known afterwards; Terraform applies only what it shows.
    ...(running.length > 0 && { tuning_job_statuses: unknown, status: unknown }),
  };
  const changed = (Object.keys(settled) as (keyof ExperimentPlan)[]).filter(
    (name) => !sameValue(settled[name], prior[name]),
  );
  if (changed.length === 0) return { planned: settled };
  return {
    planned: {
      ...settled,
      action: 'metadata only',
      because: metadataReason(changed, planned, { prior, running }),
    },
  };
}

/** Default tags, the experiment's own and Tuneform's, later ones overriding earlier ones. */
function tagsOf(
  planned: ExperimentPlan,
  configured: ProviderData,
  decision: GenerationDecision,
): Computed['tags_all'] {
  const { tags, name, run } = planned;
  if (isUnknown(tags) || !isWhollyKnown(tags) || isUnknown(name) || isUnknown(run)) return unknown;
  return {
    ...configured.defaultTags,
    ...(tags ?? {}),
    ...ownershipTags({
      owner: configured.owner,
      experiment: name,
      fingerprint: decision.fingerprint,
      generation: decision.generation,
      run,
    }),
  };
}
