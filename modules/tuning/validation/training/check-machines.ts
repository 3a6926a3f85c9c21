import type { AttributePath } from '../../../kernel';
import type { PlacedDefinition } from '../../experiment/definitions';
import { hasLocalDisk } from '../../instance-types';
import type { Report } from '../report';

type Definition = PlacedDefinition['definition'];
type Single = NonNullable<Definition['resource_config']>;
type Tuning = NonNullable<Definition['hyper_parameter_tuning_resource_config']>;

/** Checks that a training definition names its instances exactly once, without settings that exclude them. */
export function checkMachines({ definition, path }: PlacedDefinition, report: Report): void {
  const { resource_config: single, hyper_parameter_tuning_resource_config: tuning } = definition;
  if (single === null && tuning === null) {
    report.error(
      [...path, 'resource_config'],
      'Machines Missing',
      'Neither resource_config nor hyper_parameter_tuning_resource_config is given. Say what training jobs run on, for instance resource_config = { instance_type = "ml.m5.xlarge" }.',
    );
  }
  if (isGiven(single) && isGiven(tuning)) {
    report.error(
      [...path, 'hyper_parameter_tuning_resource_config'],
      'Machines Given Twice',
      'resource_config and hyper_parameter_tuning_resource_config are both given. SageMaker takes one of them. Remove resource_config to keep the alternatives.',
    );
  }
  if (isGiven(single)) checkSingle(single, [...path, 'resource_config'], report);
  if (isGiven(tuning)) checkTuning(tuning, [...path, 'hyper_parameter_tuning_resource_config'], report);
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

function checkSingle(config: Single, path: AttributePath, report: Report): void {
  const {
    instance_type: type,
    instance_groups: groups = [],
    instance_preferences: preferences = [],
  } = config;
  const lists = [
    ['instance_groups', groups.length, config.instance_groups] as const,
    ['instance_preferences', preferences.length, config.instance_preferences] as const,
  ];
  checkChoice({ type, count: config.instance_count, lists }, path, report);
  groups.forEach(({ instance_group_name: name }, index) => {
    if (name === undefined || groups.findIndex((other) => other.instance_group_name === name) === index) {
      return;
    }
    report.error(
      [...path, 'instance_groups', index, 'instance_group_name'],
      'Duplicate Instance Group',
      `Instance group "${name}" appears more than once. Channels refer to groups by name, so names must differ. Rename one.`,
    );
  });
  checkVolumeKey(
    config.volume_kms_key_id,
    [type, ...[...groups, ...preferences].map((one) => one.instance_type)],
    path,
    report,
  );
}

function checkTuning(config: Tuning, path: AttributePath, report: Report): void {
  const { instance_type: type, instance_configs: configs = [] } = config;
  const lists = [['instance_configs', configs.length, config.instance_configs] as const];
  checkChoice({ type, count: config.instance_count, lists }, path, report);
  if (configs.length > 0 && typeof config.volume_size_in_gb === 'number') {
    report.error(
      [...path, 'volume_size_in_gb'],
      'Volume Size of Alternatives',
      'volume_size_in_gb is given beside instance_configs, each of which has its own. Move it into them.',
    );
  }
  if (
    config.instance_configs !== undefined &&
    configs.length === 0 &&
    typeof config.allocation_strategy === 'string'
  ) {
    report.error(
      [...path, 'allocation_strategy'],
      'Nothing to Allocate',
      `allocation_strategy is "${config.allocation_strategy}", and there are no instance_configs to choose from. Remove it or list alternatives.`,
    );
  }
  configs.forEach(({ instance_type: each }, index) => {
    if (each === undefined || configs.findIndex((other) => other.instance_type === each) === index) return;
    report.error(
      [...path, 'instance_configs', index, 'instance_type'],
      'Duplicate Alternative',
      `Instance type ${each} appears more than once among the alternatives. List each once.`,
    );
  });
  checkVolumeKey(config.volume_kms_key_id, [type, ...configs.map((one) => one.instance_type)], path, report);
}

interface Choice {
  readonly type: string | null | undefined;
  readonly count: number | null | undefined;
  /** Name and length of each list that replaces the type; the list is undefined while it is not known. */
  readonly lists: readonly (readonly [string, number, unknown])[];
}

function checkChoice({ type, count, lists }: Choice, path: AttributePath, report: Report): void {
  const given = lists.filter(([, length]) => length > 0).map(([name]) => name);
  const isDecided = lists.every(([, , list]) => list !== undefined);
  const all = ['instance_type', ...lists.map(([name]) => name)];
  if (type === null && isDecided && given.length === 0) {
    report.error(
      [...path, 'instance_type'],
      'Instance Type Missing',
      `${String(path.at(-1))} has none of ${all.join(', ')}. Give one, for instance instance_type = "ml.m5.xlarge".`,
    );
  }
  const named = [...(typeof type === 'string' ? ['instance_type'] : []), ...given];
  if (named.length > 1) {
    report.error(
      [...path, named.at(-1) ?? ''],
      'Machines Given Twice',
      `${String(path.at(-1))} has ${named.join(' and ')}. SageMaker takes one of them. Remove the others.`,
    );
  }
  if (given.length > 0 && typeof count === 'number') {
    report.error(
      [...path, 'instance_count'],
      'Instance Count Given Twice',
      `instance_count is ${String(count)} beside ${given.join(' and ')}, whose elements have their own. Remove it.`,
    );
  }
}

/** Instances with disks of their own encrypt those themselves, and SageMaker refuses a key for them. */
function checkVolumeKey(
  key: string | null | undefined,
  types: readonly (string | null | undefined)[],
  path: AttributePath,
  report: Report,
): void {
  const own = types.find((type) => typeof type === 'string' && hasLocalDisk(type));
  if (typeof key !== 'string' || typeof own !== 'string') return;
  report.error(
    [...path, 'volume_kms_key_id'],
    'Key for a Disk of Its Own',
    `volume_kms_key_id is "${key}", and instances of type ${own} have disks of their own, which are always encrypted with a key of the hardware. Remove it.`,
  );
}
