import type { AttributePath } from '../../kernel';
import type { ExperimentDraft } from '../experiment-draft';
import { checkS3Uri } from './check-s3-uri';
import { checkLength, checkWord } from './check-text';
import type { Report } from './report';

const MAX_CHANNELS = 20;
const CHANNEL_NAME = /^[A-Za-z0-9.\-_]{1,64}$/;
const INPUT_MODES = ['File', 'Pipe', 'FastFile'];

type ChannelDraft = NonNullable<ExperimentDraft['inputDataConfig']>[number];

/** The input channels and how they reach the container. */
export function checkChannels(draft: ExperimentDraft, report: Report): void {
  const modePath = ['algorithm_specification', 'training_input_mode'];
  const modeName = 'algorithm_specification.training_input_mode';
  checkWord(draft.trainingInputMode, { path: modePath, name: modeName, allowed: INPUT_MODES }, report);

  const channels = draft.inputDataConfig;
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
    checkChannelName(channel.channelName, path, report);
    const first = channels.findIndex((other) => other.channelName === channel.channelName);
    if (channel.channelName !== undefined && first < index) {
      report.error(
        [...path, 'channel_name'],
        'Duplicate Channel Name',
        `Channel "${channel.channelName}" appears more than once. Each becomes a folder in the container, so names must differ.`,
      );
    }
    checkSource(channel, path, report);
    checkDelivery(channel, draft.trainingInputMode, { path, report });
  });
}

function checkChannelName(name: string | undefined, path: AttributePath, report: Report): void {
  if (name === undefined || CHANNEL_NAME.test(name)) return;
  report.error(
    [...path, 'channel_name'],
    'Invalid Channel Name',
    `channel_name is ${JSON.stringify(name)}. It must have 1 to 64 letters, digits, dots, hyphens or underscores.`,
  );
}

function checkSource(channel: ChannelDraft, path: AttributePath, report: Report): void {
  const source = [...path, 'data_source', 's3_data_source'];
  const label = `of channel "${channel.channelName ?? ''}"`;
  checkS3Uri(channel.s3Uri, { path: [...source, 's3_uri'], name: `s3_uri ${label}` }, report);
  checkWord(
    channel.s3DataType,
    {
      path: [...source, 's3_data_type'],
      name: `s3_data_type ${label}`,
      allowed: ['S3Prefix', 'ManifestFile'],
    },
    report,
  );
  checkWord(
    channel.s3DataDistributionType,
    {
      path: [...source, 's3_data_distribution_type'],
      name: `s3_data_distribution_type ${label}`,
      allowed: ['FullyReplicated', 'ShardedByS3Key'],
    },
    report,
  );
}

function checkDelivery(
  channel: ChannelDraft,
  trainingInputMode: string | undefined,
  { path, report }: { readonly path: AttributePath; readonly report: Report },
): void {
  const label = `of channel "${channel.channelName ?? ''}"`;
  const typeRule = { path: [...path, 'content_type'], name: `content_type ${label}`, min: 0, max: 256 };
  checkLength(channel.contentType, typeRule, report);
  const modeRule = { path: [...path, 'input_mode'], name: `input_mode ${label}`, allowed: INPUT_MODES };
  checkWord(channel.inputMode, modeRule, report);
  const at = [...path, 'compression_type'];
  checkWord(
    channel.compressionType,
    { path: at, name: `compression_type ${label}`, allowed: ['None', 'Gzip'] },
    report,
  );
  const mode = channel.inputMode ?? trainingInputMode;
  if (channel.compressionType === 'Gzip' && mode !== undefined && mode !== 'Pipe') {
    report.warning(
      at,
      'Compression Has No Effect',
      `compression_type ${label} is "Gzip", which SageMaker unpacks only in input mode "Pipe"; this channel uses "${mode}". Leave it out and unpack in the container, or use "Pipe".`,
    );
  }
}
