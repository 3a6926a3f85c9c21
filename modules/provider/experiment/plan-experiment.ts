import { ownershipTags } from '../../aws';
import type { Diagnostic } from '../../kernel';
import { isUnknown, isWhollyKnown, sameValue, unknown } from '../../plugin';
import type { PlanAnswer, PlanRequest } from '../../plugin';
import { adjustSpec, costCeiling, costQuestionOf, describeCostCeiling, longForm } from '../../tuning';
import type { ExperimentSpec, Prices } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { recordedHere } from '../recorded-here';
import { rejectedHere } from '../rejected-here';
import { checkPlannedTags } from '../tag-checks';
import { budgetOf, budgetProblems, cappedByBudget, mayBeCapped } from './budget';
import { computedAttributes } from './computed-attributes';
import { decideGeneration, namesInForceLast } from './decide-generation';
import type { GenerationDecision } from './decide-generation';
import { earlierJobs, isRunning } from './job-statuses';
import { MEMBER_PLACES } from './member-places';
import { metadataReason } from './metadata-reason';
import { ownerChange } from './owner-change';
import {
  launchWarning,
  mayLaunchWarning,
  ownerChangedWarning,
  sizeUnknownWarning,
  stillRunningWarning,
  stopsEarlierWarning,
} from './plan-warnings';
import type { CostBound } from './plan-warnings';
import type { wholeSchema } from './schema';
import { plannedSpec, undecidedAttributes } from './planned-spec';
import { priorOf } from './prior-experiment';
import { isUnseen } from './state-of';
import { jobsInForce, stateOfGeneration } from './tuning-jobs';
import type { ExperimentPlan, ExperimentState } from './types';

type Request = Omit<PlanRequest<typeof wholeSchema, ProviderData>, 'config'> & { readonly config?: unknown };
type Answer = PlanAnswer<typeof wholeSchema>;
type Computed = Pick<ExperimentPlan, keyof typeof computedAttributes>;

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

/** Attributes that are known only after the tuning job is launched or described. */
const outcomeUnknown = {
  status: unknown,
  tuning_job_arn: unknown,
  training_job_status_counters: unknown,
  billable_seconds: unknown,
  tuning_job_statuses: unknown,
  // Nothing has been looked at yet, whatever comes of the launch: the next refresh reads it.
  cost_usd: null,
} as const;

/** An id is drawn when it is applied, because a plan uses no chance. */
const idOf = (prior: ExperimentState | null) => ({ object_id: prior === null ? unknown : prior.object_id });

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

function ceilingOf(bound: CostBound, prices: Prices) {
  const ceiling = costCeiling(bound, prices);
  return {
    cost_ceiling: describeCostCeiling(ceiling),
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

/** Part of the search is known only after other objects are applied. */
function planUndecided({ planned, prior, configured }: Request): Answer {
  // An attribute that has not changed belongs to a search that was launched already.
  const before = prior === null ? null : longForm(prior).values;
  const asked = Object.fromEntries(
    Object.entries(MEMBER_PLACES).filter(
      ([name]) => before === null || !sameValue(longForm(planned, isUnknown).values[name], before[name]),
    ),
  );
  const unsupported = rejectedHere(configured?.localMembers, planned, asked);
  const bound = costQuestionOf(planned, isUnknown);
  const prices = configured?.prices;
  // Whether a budget that stops a search is enough is known with the search; the plan during the apply says it.
  const overBudget =
    prior !== null || bound === undefined || prices === undefined || planned.budget_action === 'stop'
      ? []
      : budgetProblems(bound, budgetOf(planned), prices);
  const rejected = [...unsupported, ...overBudget];
  const common = {
    ...planned,
    ...everythingUnknown,
    ...idOf(prior),
    ...(bound !== undefined &&
      prices !== undefined &&
      !mayBeCapped(planned, bound, prices) &&
      ceilingOf(bound, prices)),
  };
  const undecided = [
    ...(['name', 'run'] as const).filter((name) => isUnknown(planned[name])),
    ...undecidedAttributes(planned),
  ];
  const name = isUnknown(planned.name) ? 'an experiment' : planned.name;
  const causes = undecided.length > 0 ? undecided : ['the provider configuration'];
  if (prior === null) {
    return {
      planned: { ...common, generation: 1, action: 'launch', because: 'the experiment is new' },
      diagnostics:
        rejected.length > 0
          ? rejected
          : [
              bound === undefined || prices === undefined
                ? sizeUnknownWarning(name, causes)
                : launchWarning(name, { bound, prices }),
            ],
    };
  }
  return {
    planned: common,
    diagnostics: rejected.length > 0 ? rejected : [mayLaunchWarning(name, causes, bound, prices)],
  };
}

const everythingUnknown = Object.fromEntries(
  Object.keys(computedAttributes).map((name) => [name, unknown]),
) as { readonly [K in keyof typeof computedAttributes]: typeof unknown };

function keep(prior: ExperimentState): Computed {
  return Object.fromEntries(
    Object.keys(computedAttributes).map((name) => [name, prior[name as keyof ExperimentState]]),
  ) as Computed;
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
