import type { PlacedDefinition } from '../../experiment/definitions';
import { checkChannelSource } from './check-channel-source';
import type { Report } from '../report';

/** Checks the input channels of a definition, their names and their sources. */
export function checkChannels({ definition, path: at }: PlacedDefinition, report: Report): void {
  const channels = definition.input_data_config;
  if (channels === undefined) return;
  const config = definition.resource_config;
  const groups = config === null ? [] : config?.instance_groups?.map((group) => group.instance_group_name);
  channels.forEach((channel, index) => {
    const path = [...at, 'input_data_config', index];
    const first = channels.findIndex((other) => other.channel_name === channel.channel_name);
    if (channel.channel_name !== undefined && first < index) {
      report.error(
        [...path, 'channel_name'],
        'Duplicate Channel Name',
        `Channel "${channel.channel_name}" appears more than once. Each becomes a folder in the container, so names must differ. Rename one.`,
      );
    }
    // A mode of its own that is not known yet hides the definition's, but for a spec, which leaves out what is absent.
    const mode = channel.input_mode ?? definition.algorithm_specification?.training_input_mode;
    checkChannelSource(channel, { path, mode, groups }, report);
  });
}
