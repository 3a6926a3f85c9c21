import { explainChange, fingerprint, tuningJobName } from '../../tuning';
import type { ExperimentSpec } from '../../tuning';

/** One search that was launched. */
export interface Generation {
  readonly generation: number;
  readonly tuningJobName: string;
  readonly fingerprint: string;
}

/** What Terraform's state knows about the experiment. */
export interface PriorExperiment {
  /** The provider's owner when it was last applied, where it was another one and its tags still tell. */
  readonly owner?: string | undefined;
  readonly name: string;
  readonly run: number;
  readonly spec: ExperimentSpec;
  readonly generation: number;
  readonly tuningJobName: string;
  readonly fingerprint: string;
  readonly generations: readonly Generation[];
  /** Why the next apply asks for the tuning job again; absent once it has been seen. */
  readonly unseenBecause?: string | undefined;
}

/** What is asked for now. */
export interface WantedExperiment {
  readonly owner: string;
  readonly name: string;
  readonly run: number;
  readonly spec: ExperimentSpec;
}

/** What applying does about it. `unchanged`: the search in force is the one asked for. */
export interface GenerationDecision {
  readonly action: 'launch' | 'reuse' | 'unchanged';
  readonly generation: number;
  readonly because: string;
  readonly fingerprint: string;
  readonly tuningJobName: string;
  /** Every search including this one, oldest first. */
  readonly generations: readonly Generation[];
}

/**
 * Whether an edit launches a search, goes back to an earlier one, or launches nothing.
 *
 * The tuning job's name is the identity: it is a function of owner, name, search and run. A name seen before means
 * that the search has been paid for already, so it is never launched twice.
 */
export function decideGeneration(
  prior: PriorExperiment | undefined,
  wanted: WantedExperiment,
): GenerationDecision {
  const print = fingerprint(wanted.spec);
  const name = tuningJobName({
    owner: wanted.owner,
    name: wanted.name,
    fingerprint: print,
    run: wanted.run,
  });
  const identity = { fingerprint: print, tuningJobName: name };
  if (prior === undefined) {
    const first = { generation: 1, ...identity };
    return { action: 'launch', ...first, because: FIRST, generations: [first] };
  }
  const { generations } = prior;
  if (name === prior.tuningJobName) {
    return {
      action: prior.unseenBecause === undefined ? 'unchanged' : 'launch',
      generation: prior.generation,
      because: prior.unseenBecause ?? '',
      ...identity,
      generations,
    };
  }
  const earlier = generations.find((generation) => generation.tuningJobName === name);
  if (earlier !== undefined) {
    return {
      action: 'reuse',
      generation: earlier.generation,
      because: `the same search as generation ${String(earlier.generation)}, tuning job ${name}`,
      ...identity,
      generations,
    };
  }
  const next = {
    generation: Math.max(0, ...generations.map(({ generation }) => generation)) + 1,
    ...identity,
  };
  return {
    action: 'launch',
    ...next,
    because: reasonOf(prior, wanted, print),
    generations: [...generations, next],
  };
}

/** Names of all tuning jobs, the one in force last, whatever its age. */
export function namesInForceLast(decision: {
  readonly tuningJobName: string;
  readonly generations: readonly Generation[];
}): readonly string[] {
  const others = decision.generations
    .map((generation) => generation.tuningJobName)
    .filter((name) => name !== decision.tuningJobName);
  return [...others, decision.tuningJobName];
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
  // Nothing that is known differs, and still the name does: only an owner that no tag tells of is left.
  return reasons.length > 0 ? reasons.join(', ') : `the provider's owner is now "${wanted.owner}"`;
}
