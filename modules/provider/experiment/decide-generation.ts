import {
  classifyChange,
  explainChange,
  fingerprint,
  planExtension,
  planLaunches,
  tuningJobName,
} from '../../tuning';
import type { ExperimentSpec, LaunchAdjustments, LaunchPlan, ParentSearch, ShardJob } from '../../tuning';

/** One launched search. */
export interface Generation {
  readonly generation: number;
  /** Ordered by shard; never empty. */
  readonly tuningJobs: readonly ShardJob[];
  /** Of the configured search. */
  readonly fingerprint: string;
  /** How the request differed from the configuration; absent if it did not. */
  readonly adjustments?: LaunchAdjustments | undefined;
}

/** What Terraform's state records about the experiment. */
export interface PriorExperiment {
  /** The provider's owner at the last apply, if it was another one and the tags still tell. */
  readonly owner?: string | undefined;
  readonly name: string;
  readonly run: number;
  readonly spec: ExperimentSpec;
  readonly generation: number;
  readonly fingerprint: string;
  readonly generations: readonly Generation[];
  /** How the current search stands, as far as an extension depends on it. */
  readonly progress: Pick<ParentSearch, 'status' | 'trainingJobs' | 'isStopped'>;
  /** The current tuning jobs that the next apply requests; absent: all or, without a reason, none. */
  readonly toRequest?: readonly string[] | undefined;
  /** Why the next apply requests the current tuning jobs again; absent if it requests none. */
  readonly unseenBecause?: string | undefined;
}

/** The search that the configuration asks for. */
export interface WantedExperiment {
  readonly owner: string;
  readonly name: string;
  readonly run: number;
  readonly spec: ExperimentSpec;
  /** Returns the adjustments of a new launch: those given, and what the budget or another rule adds. Pure. */
  readonly adjust?: (spec: ExperimentSpec, adjustments: LaunchAdjustments) => LaunchAdjustments;
}

/** What applying does. `extend`: launches with a warm start. `unchanged`: the current search is the desired one. */
export interface GenerationDecision {
  readonly action: 'launch' | 'extend' | 'reuse' | 'unchanged';
  readonly generation: number;
  readonly because: string;
  readonly fingerprint: string;
  readonly tuningJobs: LaunchPlan['tuningJobs'];
  /** How a request differs from the configuration. */
  readonly adjustments: LaunchAdjustments;
  /** All searches including this one, oldest first. */
  readonly generations: readonly Generation[];
}

/**
 * Returns whether an edit launches a search, returns to an earlier one, or launches nothing.
 *
 * A tuning job's name is its identity: it is a function of owner, name, search and run. A name in state has been paid
 * for already, so it is never launched again.
 */
export function decideGeneration(
  prior: PriorExperiment | undefined,
  wanted: WantedExperiment,
): GenerationDecision {
  const print = fingerprint(wanted.spec);
  const { owner, name, run } = wanted;
  const search = { owner, name, fingerprint: print, run };
  const first = tuningJobName(search);
  const earlier = prior?.generations.find((one) => one.tuningJobs.some((job) => job.name === first));
  const { tuningJobs, launch } = planLaunches(search, launchedBy(prior), earlier?.tuningJobs.length);
  const identity = { fingerprint: print, tuningJobs };
  if (prior === undefined) {
    const only = { generation: 1, ...identity, adjustments: adjusted(wanted, {}) };
    return { action: 'launch', ...only, because: FIRST, generations: [only] };
  }
  const { generations } = prior;
  if (earlier?.generation === prior.generation) {
    return {
      action: launch.length === 0 ? 'unchanged' : launchKind(earlier.adjustments),
      generation: prior.generation,
      because: prior.unseenBecause ?? '',
      ...identity,
      adjustments: earlier.adjustments ?? {},
      generations,
    };
  }
  if (earlier !== undefined) {
    const jobs = tuningJobs.map((job) => `tuning job ${job.name}`).join(', ');
    return {
      action: 'reuse',
      generation: earlier.generation,
      because: `the same search as generation ${String(earlier.generation)}, ${jobs}`,
      ...identity,
      adjustments: earlier.adjustments ?? {},
      generations,
    };
  }
  const generation = Math.max(0, ...generations.map((one) => one.generation)) + 1;
  const because = reasonOf(prior, wanted, print);
  const extension = extensionOf(prior, wanted, generation);
  const isWarm = extension?.kind === 'warm';
  const next = {
    generation,
    ...identity,
    adjustments: adjusted(wanted, isWarm ? extension.adjustments : {}),
  };
  return {
    action: launchKind(next.adjustments),
    ...next,
    because: extension?.kind === 'cold' ? `${because}; cold start, because ${extension.because}` : because,
    generations: [...generations, next],
  };
}

const launchKind = ({ warmStartFrom = [] }: LaunchAdjustments = {}): 'launch' | 'extend' =>
  warmStartFrom.length > 0 ? 'extend' : 'launch';

/** Returns undefined unless the edit only extends the same search. */
function extensionOf(prior: PriorExperiment, wanted: WantedExperiment, generation: number) {
  const { owner, name, run, spec } = wanted;
  const isSame = prior.name === name && prior.run === run && (prior.owner ?? owner) === owner;
  const changes = classifyChange(prior.spec, spec);
  const asks = (effect: string): boolean => changes.some((change) => change.effect === effect);
  if (!isSame || asks('launch') || !asks('extend')) return undefined;
  const current = prior.generations.find((one) => one.generation === prior.generation);
  const parent = {
    spec: prior.spec,
    tuningJobs: (current?.tuningJobs ?? []).map((job) => job.name),
    adjustments: current?.adjustments ?? {},
    ...prior.progress,
  };
  return planExtension({ parent, spec, changes, generation });
}

const adjusted = ({ spec, adjust }: WantedExperiment, adjustments: LaunchAdjustments): LaunchAdjustments =>
  adjust?.(spec, adjustments) ?? adjustments;

/** Names of the launched tuning jobs that were observed. */
function launchedBy(prior: PriorExperiment | undefined): ReadonlySet<string> {
  if (prior === undefined) return new Set();
  const { unseenBecause, toRequest, generation: current } = prior;
  const isAsked = (generation: number, name: string): boolean =>
    unseenBecause !== undefined && generation === current && (toRequest?.includes(name) ?? true);
  return new Set(
    prior.generations.flatMap(({ generation, tuningJobs }) =>
      tuningJobs.map(({ name }) => name).filter((name) => !isAsked(generation, name)),
    ),
  );
}

/** Names of all tuning jobs of all generations, the current ones last. */
export function namesInForceLast(decision: {
  readonly tuningJobs: readonly ShardJob[];
  readonly generations: readonly Generation[];
}): readonly string[] {
  const inForce = decision.tuningJobs.map(({ name }) => name);
  const all = decision.generations.flatMap(({ tuningJobs }) => tuningJobs.map(({ name }) => name));
  return [...all.filter((name) => !inForce.includes(name)), ...inForce];
}

const FIRST = 'the experiment is new';

function reasonOf(prior: PriorExperiment, wanted: WantedExperiment, print: string): string {
  const reasons = [
    ...(prior.owner === undefined || prior.owner === wanted.owner
      ? []
      : [`the provider's owner "${prior.owner}" → "${wanted.owner}"`]),
    ...(prior.name === wanted.name ? [] : [`name "${prior.name}" → "${wanted.name}"`]),
    ...(prior.run === wanted.run ? [] : [`run ${String(prior.run)} → ${String(wanted.run)}`]),
    ...(prior.fingerprint === print ? [] : [explainChange(prior.spec, wanted.spec)]),
  ];
  // No known value differs, yet the name does: the only remaining cause is an owner that no tag names.
  return reasons.length > 0 ? reasons.join(', ') : `the provider's owner is now "${wanted.owner}"`;
}
