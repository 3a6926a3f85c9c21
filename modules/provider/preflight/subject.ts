import type { AttributePath } from '../../kernel';
import { isBuiltInAlgorithm, parseS3Address, placeDefinitions } from '../../tuning';
import type { ExperimentDraft, PlacedDefinition, S3Address } from '../../tuning';

/** An image, and the types of the instances that run it. */
export interface ImageUse {
  readonly uri: string;
  readonly path: AttributePath;
  readonly instanceTypes: readonly string[];
}

export interface RoleUse {
  readonly arn: string;
  readonly path: AttributePath;
}

/** A bucket, and what it is for. */
export interface BucketUse {
  readonly bucket: string;
  readonly path: AttributePath;
  /** As in `channel "train"`. */
  readonly use: string;
}

/** The S3 location of a channel. */
export interface ChannelUse {
  readonly name: string;
  readonly address: S3Address;
  readonly path: AttributePath;
  /** Whether the address names one object instead of a prefix. */
  readonly isObject: boolean;
}

/** A parent of a warm start, with the objective of the search that wants it. */
export interface ParentUse {
  /** Whether the configuration names it, or Tuneform extends it. */
  readonly by: 'configuration' | 'extension';
  readonly name: string;
  readonly path: AttributePath;
  readonly objective: { readonly type?: string; readonly metricName?: string };
}

/** The known things that the launch of an experiment depends on. Each appears once for each use. */
export interface Subject {
  readonly images: readonly ImageUse[];
  readonly roles: readonly RoleUse[];
  readonly buckets: readonly BucketUse[];
  readonly channels: readonly ChannelUse[];
  readonly parents: readonly ParentUse[];
}

/**
 * Returns what a launch depends on, as far as it is known.
 *
 * @param extended the tuning jobs that an extension starts from.
 */
export function subjectOfLaunch(draft: ExperimentDraft, extended: readonly string[] = []): Subject {
  const placed = placeDefinitions(draft);
  return {
    images: placed.flatMap(imagesOf),
    roles: placed.flatMap(({ definition: { role_arn: arn }, path }) =>
      isText(arn) ? [{ arn, path: [...path, 'role_arn'] }] : [],
    ),
    buckets: placed.flatMap(bucketsOf),
    channels: placed.flatMap(channelsOf),
    parents: [...parentsOf(draft, placed), ...extendedBy(extended, placed)],
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function imagesOf({ definition, path }: PlacedDefinition): readonly ImageUse[] {
  const uri = definition.algorithm_specification?.training_image;
  if (!isText(uri) || isBuiltInAlgorithm(uri, definition.role_arn ?? undefined)) return [];
  const { resource_config: own, hyper_parameter_tuning_resource_config: tuning } = definition;
  const declared = [
    own,
    ...(own?.instance_groups ?? []),
    ...(own?.instance_preferences ?? []),
    tuning,
    ...(tuning?.instance_configs ?? []),
  ];
  const instanceTypes = declared.flatMap((one) => one?.instance_type ?? []).filter(isText);
  return [{ uri, path: [...path, 'algorithm_specification', 'training_image'], instanceTypes }];
}

function bucketsOf(placed: PlacedDefinition): readonly BucketUse[] {
  const { definition, path } = placed;
  const places: readonly (readonly [unknown, AttributePath, string])[] = [
    [definition.output_data_config?.s3_output_path, ['output_data_config', 's3_output_path'], 'the output'],
    [definition.checkpoint_config?.s3_uri, ['checkpoint_config', 's3_uri'], 'checkpoints'],
  ];
  const others = places.flatMap(([uri, inside, use]) => {
    const address = isText(uri) ? parseS3Address(uri) : undefined;
    return address === undefined ? [] : [{ bucket: address.bucket, path: [...path, ...inside], use }];
  });
  const channels = channelsOf(placed).map(({ name, address, path: at }) => ({
    bucket: address.bucket,
    path: at,
    use: `channel "${name}"`,
  }));
  return [...channels, ...others].filter(({ bucket }) => !isAccessPoint(bucket));
}

function channelsOf({ definition, path }: PlacedDefinition): readonly ChannelUse[] {
  return (definition.input_data_config ?? []).flatMap((channel, index) => {
    const { s3_uri: uri, s3_data_type: type } = channel.data_source?.s3_data_source ?? {};
    const address = isText(uri) ? parseS3Address(uri) : undefined;
    if (address === undefined || !isText(type) || isAccessPoint(address.bucket)) return [];
    return [
      {
        name: channel.channel_name ?? String(index),
        address,
        path: [...path, 'input_data_config', index, 'data_source', 's3_data_source', 's3_uri'],
        isObject: type !== 'S3Prefix' && type !== 'Converse',
      },
    ];
  });
}

/** An access point has no bucket to look at. */
const isAccessPoint = (bucket: string): boolean => bucket.startsWith('arn:');

function objectiveOf(placed: readonly PlacedDefinition[]): ParentUse['objective'] {
  const { type, metric_name: metricName } = placed[0]?.definition.tuning_objective ?? {};
  return { ...(isText(type) && { type }), ...(isText(metricName) && { metricName }) };
}

const extendedBy = (names: readonly string[], placed: readonly PlacedDefinition[]): readonly ParentUse[] =>
  names.map((name) => ({ by: 'extension', name, path: ['name'], objective: objectiveOf(placed) }));

function parentsOf(draft: ExperimentDraft, placed: readonly PlacedDefinition[]): readonly ParentUse[] {
  const objective = objectiveOf(placed);
  return (draft.warm_start_config?.parent_hyper_parameter_tuning_jobs ?? []).flatMap((parent, index) => {
    const { hyper_parameter_tuning_job_name: name } = parent;
    if (!isText(name)) return [];
    const path = ['warm_start_config', 'parent_hyper_parameter_tuning_jobs', index];
    return [{ by: 'configuration', name, path: [...path, 'hyper_parameter_tuning_job_name'], objective }];
  });
}
