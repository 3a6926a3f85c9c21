import type { ResourceConfig } from '@aws-sdk/client-sagemaker';

/** Instances of one type that a training job ran on. */
export interface UsedMachine {
  readonly type: string;
  readonly count: number;
}

/**
 * Returns the instances that a training job ran on, from its description: those that the service selected from a list of preferences,
 * because they are billed, the groups of a heterogeneous cluster, or the only type. Empty while that is not known.
 */
export function usedMachines(config: ResourceConfig = {}): readonly UsedMachine[] {
  const { InstanceType: type, InstanceCount: count = 1, InstanceGroups: groups = [] } = config;
  const { SelectedInstanceType: selected, SelectedInstanceCount: selectedCount = count } = config;
  if (selected !== undefined) return [{ type: selected, count: selectedCount }];
  if (type !== undefined) return [{ type, count }];
  return groups.flatMap((group) =>
    group.InstanceType === undefined ? [] : [{ type: group.InstanceType, count: group.InstanceCount ?? 1 }],
  );
}
