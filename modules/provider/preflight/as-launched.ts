import { isUnknown, isWhollyKnown } from '../../plugin';
import { generationInForce } from '../experiment/tuning-jobs';
import type { ExperimentPlan } from '../experiment/types';

/** What a plan launches, where that may differ from what is configured. */
export interface PlannedLaunch {
  /** The planned values with the numbers that are requested instead. */
  readonly asked: object;
  /** Tuning jobs of earlier searches that an extension starts from. */
  readonly extended: readonly string[];
  /** How many tuning jobs are launched. */
  readonly tuningJobs: number;
  /** Their names; empty as long as they are unknown. */
  readonly names: readonly string[];
  /** Of the search; empty as long as it is unknown. */
  readonly fingerprint: string;
}

/** Returns what a plan launches; what is configured, as long as the plan does not know its launch. */
export function asLaunched(planned: ExperimentPlan): PlannedLaunch {
  const { generation, generations, resource_limits: limits, random_seed: _seed, ...others } = planned;
  const isDecided = !isUnknown(generation) && !isUnknown(generations) && isWhollyKnown(generations);
  const launched = isDecided ? generationInForce({ generation, generations }) : undefined;
  const { numbers = {}, warmStartFrom = [] } = launched?.adjustments ?? {};
  const { random_seed: _other, ...limitsInstead } = numbers;
  return {
    asked: {
      ...others,
      resource_limits: isUnknown(limits) ? limits : { ...limits, ...limitsInstead },
    },
    extended: warmStartFrom,
    tuningJobs: launched?.tuningJobs.length ?? 1,
    names: launched?.tuningJobs.map(({ name: own }) => own) ?? [],
    fingerprint: launched?.fingerprint ?? '',
  };
}
