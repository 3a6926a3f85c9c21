import type { ExperimentDraft } from '../experiment/spec';
import type { Report } from './report';

const MAX_CHANNELS = 20;

/** Checks the input channels and their input modes. */
export function checkChannels(draft: ExperimentDraft, report: Report): void {
  const channels = draft.input_data_config;
  if (channels === undefined) return;
  if (channels.length < 1 || channels.length > MAX_CHANNELS) {
    report.error(
      ['input_data_config'],
      'Wrong Number of Channels',
      `input_data_config holds ${String(channels.length)} channels. A training job reads 1 to ${String(MAX_CHANNELS)}. ${channels.length === 0 ? 'Add one, for instance channel_name "training".' : 'Put several prefixes under one.'}`,
    );
  }
  channels.forEach((channel, index) => {
    const path = ['input_data_config', index];
    const first = channels.findIndex((other) => other.channel_name === channel.channel_name);
    if (channel.channel_name !== undefined && first < index) {
      report.error(
        [...path, 'channel_name'],
        'Duplicate Channel Name',
        `Channel "${channel.channel_name}" appears more than once. Each becomes a folder in the container, so names must differ.`,
      );
    }
    const mode = channel.input_mode ?? draft.algorithm_specification?.training_input_mode;
    if (channel.compression_type === 'Gzip' && mode !== undefined && mode !== 'Pipe') {
      report.warning(
        [...path, 'compression_type'],
        'Compression Has No Effect',
        `compression_type of channel "${channel.channel_name ?? ''}" is "Gzip", which SageMaker unpacks only in input mode "Pipe"; this channel uses "${mode}". Leave it out and unpack in the container, or use "Pipe".`,
      );
    }
  });
}
