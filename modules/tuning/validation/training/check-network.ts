import type { PlacedDefinition } from '../../experiment/definitions';
import { machinesOf } from '../../experiment/machines';
import type { TrainingJobDefinition } from '../../experiment/definitions';
import type { Report } from '../report';

/** Checks settings that need a network, and network settings without effect. */
export function checkNetwork({ definition, path }: PlacedDefinition, report: Report): void {
  (definition.input_data_config ?? []).forEach((channel, index) => {
    const source = channel.data_source?.file_system_data_source;
    if (source === undefined || source === null || definition.vpc_config !== null) return;
    report.error(
      [...path, 'input_data_config', index, 'data_source', 'file_system_data_source'],
      'File System Needs a Network',
      `Channel "${channel.channel_name ?? ''}" reads a file system, which is reached only from its VPC, and vpc_config is missing. Give the subnets and security groups that reach it.`,
    );
  });
  for (const name of ['security_group_ids', 'subnets'] as const) {
    const ids = definition.vpc_config?.[name] ?? [];
    ids.forEach((id, index) => {
      if (id === undefined || ids.indexOf(id) === index) return;
      report.error(
        [...path, 'vpc_config', name, index],
        'Duplicate Network Identifier',
        `vpc_config.${name} lists "${id}" more than once. Remove the repetition.`,
      );
    });
  }
  if (definition.enable_inter_container_traffic_encryption !== true || !isAlone(definition)) return;
  report.warning(
    [...path, 'enable_inter_container_traffic_encryption'],
    'Encryption Has No Effect',
    'enable_inter_container_traffic_encryption is true, and each training job has one instance, which talks to no other. Leave it out; it makes training slower where it has an effect.',
  );
}

/** True if it is known that every training job has one instance. */
function isAlone(definition: PlacedDefinition['definition']): boolean {
  const alternatives = machinesOf(definition as TrainingJobDefinition);
  const isKnown = definition.resource_config?.instance_count !== undefined;
  return (
    isKnown && alternatives.length > 0 && alternatives.every((all) => all.length === 1 && all[0]?.count === 1)
  );
}
