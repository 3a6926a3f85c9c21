import type { SearchMemberStatus } from '../search-status';
import { MOST_TRAINING_JOBS } from '../service-limits';
import { isTerminal } from '../trial';
import type { Change } from './classify-change';
import type { AdjustableNumbers, LaunchAdjustments } from './launch-adjustments';
import { adjustSpec } from './launch-adjustments';
import type { ExperimentSpec } from './spec';

/** What is known of the search to extend. */
export interface ParentSearch {
  readonly spec: ExperimentSpec;
  /** Its tuning jobs. */
  readonly tuningJobs: readonly string[];
  /** The adjustments of its launch. */
  readonly adjustments: LaunchAdjustments;
  readonly status: SearchMemberStatus;
  /** Training jobs at the last refresh; absent if unknown. */
  readonly trainingJobs?: { readonly completed: number; readonly launched: number } | undefined;
  /** True if applying stops it first and waits until it has ended. */
  readonly isStopped?: boolean | undefined;
}

export interface ExtensionRequest {
  readonly parent: ParentSearch;
  readonly spec: ExperimentSpec;
  /** From the parent to the spec, all of them extensions or metadata. */
  readonly changes: readonly Change[];
  /** Number of the extended search. */
  readonly generation: number;
}

/** How to launch the extension, or why only a cold start is possible. */
export type Extension =
  | { readonly kind: 'warm'; readonly adjustments: LaunchAdjustments }
  | { readonly kind: 'cold'; readonly because: string };

/** "A tuning job can have a maximum of 5 parent jobs." */
const MOST_PARENTS = 5;
const MOST_JOBS_PATH = 'resource_limits.max_number_of_training_jobs';
const SEEDS = 2 ** 31;

/**
 * Returns how to extend a search by a warm start from it and from its own parents, because warm start is not recursive, by the rules
 * of https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-warm-start.html.
 *
 * If only the number of training jobs grew, those are launched that are missing; otherwise the whole number, because the space
 * is another one. A random seed moves on, because the same seed may draw the combinations of the parent again.
 */
export function planExtension(request: ExtensionRequest): Extension {
  const { parent, spec, generation } = request;
  const because = reasonAgainst(spec, parent);
  if (because !== undefined) return { kind: 'cold', because };
  const { adjustments: before, tuningJobs } = parent;
  const most = numberToLaunch(request);
  const inherited = inheritedBy(parent);
  const limit = MOST_TRAINING_JOBS[spec.strategy];
  if ((most ?? 1) + inherited > limit) {
    return {
      kind: 'cold',
      because:
        `the ${String(inherited)} training jobs of the earlier searches count against the limit of ${String(limit)} of one ` +
        'tuning job',
    };
  }
  const { max_number_of_training_jobs: configured, max_parallel_training_jobs: parallel } =
    spec.resource_limits;
  const numbers: AdjustableNumbers = {
    ...(most !== undefined && most !== configured && { max_number_of_training_jobs: most }),
    ...(most !== undefined && most < parallel && { max_parallel_training_jobs: most }),
    ...(spec.random_seed !== undefined && { random_seed: (spec.random_seed + generation - 1) % SEEDS }),
  };
  return {
    kind: 'warm',
    adjustments: {
      warmStartFrom: [...tuningJobs, ...(before.warmStartFrom ?? [])].slice(0, MOST_PARENTS),
      inheritedTrainingJobs: inherited,
      ...(Object.keys(numbers).length > 0 && { numbers }),
    },
  };
}

function reasonAgainst(spec: ExperimentSpec, parent: ParentSearch): string | undefined {
  if (spec.training_job_definitions.length > 1) return 'a warm start needs a single training definition';
  if (spec.warm_start_config !== undefined) return 'warm_start_config names other searches to start from';
  if (spec.strategy !== 'Bayesian' && spec.strategy !== 'Random') {
    return `strategy ${spec.strategy} has no warm start`;
  }
  if (spec.autotune !== undefined) return 'Autotune chooses ranges by itself';
  const jobs = parent.tuningJobs.map((name) => `tuning job ${name}`).join(' and ');
  if (parent.status === 'Missing') return `the record of ${jobs} was deleted`;
  if (parent.status === 'Pending') return `${jobs} was not launched`;
  if (parent.status === 'Unconfirmed') return `${jobs} was not observed yet`;
  if (!isTerminal(parent.status) && parent.isStopped !== true) return `${jobs} has not ended`;
  if ((parent.trainingJobs?.completed ?? 0) === 0) return `${jobs} has no completed training job`;
  return undefined;
}

/** Undefined if there is no limit. */
function numberToLaunch({ parent, spec, changes }: ExtensionRequest): number | undefined {
  const most = spec.resource_limits.max_number_of_training_jobs;
  const before = parent.spec.resource_limits.max_number_of_training_jobs;
  const isWider = changes.some(({ effect, path }) => effect === 'extend' && path !== MOST_JOBS_PATH);
  if (most === undefined || before === undefined || isWider) return most;
  // A search may have ended before its limit.
  const left = launchedBy(parent) - (parent.trainingJobs?.launched ?? 0);
  return most - before + Math.max(0, left);
}

/** The limit of the parent's launch. */
const launchedBy = ({ spec, adjustments }: ParentSearch): number =>
  adjustSpec(spec, adjustments).resource_limits.max_number_of_training_jobs ?? 0;

/** The training jobs of all parents of the extension. Where only tags told of the grandparents, what is missing was theirs. */
function inheritedBy(parent: ParentSearch): number {
  const { adjustments, spec, trainingJobs } = parent;
  const earlier =
    adjustments.inheritedTrainingJobs ??
    (spec.resource_limits.max_number_of_training_jobs ?? 0) - launchedBy(parent);
  return earlier + (trainingJobs?.launched ?? 0);
}
