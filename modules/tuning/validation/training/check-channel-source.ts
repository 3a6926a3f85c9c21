import type { AttributePath } from '../../../kernel';
import type { PlacedDefinition } from '../../experiment/definitions';
import type { Report } from '../report';

type Channel = NonNullable<PlacedDefinition['definition']['input_data_config']>[number];
const SOURCES = ['s3_data_source', 'file_system_data_source', 'dataset_source'] as const;

interface Place {
  readonly path: AttributePath;
  /** The channel's own input mode, or the definition's; undefined while not known. */
  readonly mode: string | undefined;
  /** Names of the instance groups; undefined while they are not known. */
  readonly groups: readonly (string | undefined)[] | undefined;
}

/** Checks that a channel has one source of data, and that its settings suit it. */
export function checkChannelSource(channel: Channel, place: Place, report: Report): void {
  const source = channel.data_source;
  if (source === undefined) return;
  const at = [...place.path, 'data_source'];
  const label = `channel "${channel.channel_name ?? ''}"`;
  const given = SOURCES.filter((name) => source[name] !== undefined && source[name] !== null);
  if (SOURCES.every((name) => source[name] === null)) {
    report.error(
      at,
      'Data Source Missing',
      `data_source of ${label} has none of ${SOURCES.join(', ')}. Give one.`,
    );
  }
  if (given.length > 1) {
    report.error(
      at,
      'Several Data Sources',
      `data_source of ${label} has ${given.join(' and ')}. A channel has one source; use two channels.`,
    );
  }
  if (given.includes('file_system_data_source') && place.mode !== undefined && place.mode !== 'File') {
    report.error(
      [...place.path, 'input_mode'],
      'File Systems Are Read as Files',
      `${label} reads a file system in input mode "${place.mode}". SageMaker mounts file systems in mode "File" only. Set input_mode = "File".`,
    );
  }
  checkS3Source(
    source.s3_data_source ?? undefined,
    { ...place, path: [...at, 's3_data_source'], label },
    report,
  );
  checkPipeOnly(channel, place, report);
}

type S3Source = NonNullable<NonNullable<Channel['data_source']>['s3_data_source']>;

function checkS3Source(
  source: S3Source | undefined,
  { path, mode, groups, label }: Place & { readonly label: string },
  report: Report,
): void {
  if (source === undefined) return;
  const { s3_data_type: type, attribute_names: names, instance_group_names: wanted = [] } = source;
  if (type === 'AugmentedManifestFile') {
    if (names?.length === 0) {
      report.error(
        [...path, 'attribute_names'],
        'Attribute Names Missing',
        `s3_data_type of ${label} is "AugmentedManifestFile" and attribute_names is missing. List the attributes of the manifest to read, in the order in which the container gets them.`,
      );
    }
    if (mode !== undefined && mode !== 'Pipe') {
      report.error(
        [...path, 's3_data_type'],
        'Augmented Manifest Needs Pipe Mode',
        `s3_data_type of ${label} is "AugmentedManifestFile", which SageMaker reads in input mode "Pipe" only; this channel uses "${mode}". Set input_mode = "Pipe".`,
      );
    }
  } else if (type !== undefined && (names ?? []).length > 0) {
    report.error(
      [...path, 'attribute_names'],
      'Attribute Names Without Manifest',
      `attribute_names of ${label} is given and s3_data_type is "${type}". Only an "AugmentedManifestFile" has attributes. Remove them or change the type.`,
    );
  }
  if (mode === 'FastFile' && type?.includes('Manifest') === true) {
    report.error(
      [...path, 's3_data_type'],
      'Fast File Mode Needs a Prefix',
      `s3_data_type of ${label} is "${type}", which input mode "FastFile" cannot read. Use "S3Prefix" or another input mode.`,
    );
  }
  wanted.forEach((name, index) => {
    if (name === undefined || groups === undefined || groups.includes(name) || groups.includes(undefined)) {
      return;
    }
    const remedy =
      groups.length === 0
        ? 'there are none. Leave instance_group_names out.'
        : `they are ${groups.join(', ')}. Name one of them.`;
    report.error(
      [...path, 'instance_group_names', index],
      'Unknown Instance Group',
      `${label} is for instance group "${name}", which resource_config.instance_groups does not have: ${remedy}`,
    );
  });
}

/** Settings that SageMaker heeds in input mode `Pipe` alone. */
function checkPipeOnly(channel: Channel, { path, mode }: Place, report: Report): void {
  if (mode === undefined || mode === 'Pipe') return;
  if (channel.compression_type === 'Gzip') {
    report.warning(
      [...path, 'compression_type'],
      'Compression Has No Effect',
      `compression_type of channel "${channel.channel_name ?? ''}" is "Gzip", which SageMaker unpacks only in input mode "Pipe"; this channel uses "${mode}". Leave it out and unpack in the container, or use "Pipe".`,
    );
  }
  if (channel.record_wrapper_type === 'RecordIO') {
    report.warning(
      [...path, 'record_wrapper_type'],
      'Record Wrapper Has No Effect',
      `record_wrapper_type of channel "${channel.channel_name ?? ''}" is "RecordIO", which SageMaker applies only in input mode "Pipe"; this channel uses "${mode}". Leave it out or use "Pipe".`,
    );
  }
}
