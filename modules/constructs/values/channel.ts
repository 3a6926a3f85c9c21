import type { TuneformInputDataConfig } from '../bindings/shapes';
import type { ITerraformDependable } from '../dialect';
import { trimSlashes } from '../../tuning';
import type { BucketLike } from './references';

/** Where a channel's data comes from, as CreateHyperParameterTuningJob nests it. */
export type ChannelDataSource = TuneformInputDataConfig['dataSource'];
type S3DataSource = NonNullable<ChannelDataSource['s3DataSource']>;

/** What every kind of channel may set. */
export interface ChannelSettings extends Omit<TuneformInputDataConfig, 'channelName' | 'dataSource'> {
  /** Resources that must exist before a job may read the channel, such as the uploads that fill it. */
  readonly dependables?: readonly ITerraformDependable[];
}

/** Training data in a bucket. */
export interface S3Channel extends ChannelSettings, Omit<S3DataSource, 's3Uri' | 's3DataDistributionType'> {
  readonly bucket: BucketLike;
  /** Without slashes at its ends; `digits/train`. Empty for the whole bucket. */
  readonly prefix: string;
  /** Whether `prefix` is the key of one object. @default false - everything under the prefix */
  readonly object?: boolean;
  /** @default 'FullyReplicated' */
  readonly distribution?: 'FullyReplicated' | 'ShardedByS3Key';
}

/** Training data elsewhere: in a file system or a hub. */
export interface OtherChannel extends ChannelSettings {
  readonly bucket?: undefined;
  readonly dataSource: Omit<ChannelDataSource, 's3DataSource'>;
}

/** Training data. Its key in the props is its name. */
export type Channel = S3Channel | OtherChannel;

export type ChannelOptions = Omit<S3Channel, 'bucket' | 'prefix' | 'object'>;

/** What a manifest's channel says beside the manifest. */
export type ManifestOptions = Omit<ChannelOptions, 's3DataType' | 'attributeNames'>;

/** Makes channels. */
export const Channel = {
  /** Everything under `prefix`; an empty one is the whole bucket. */
  s3(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): S3Channel {
    return { ...options, bucket, prefix: trimSlashes(prefix) };
  },

  /** CSV files under `prefix`, content type `text/csv`. */
  csv(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): S3Channel {
    return { contentType: 'text/csv', ...options, bucket, prefix: trimSlashes(prefix) };
  },

  /** The one object `key`, as a file in the channel's folder. */
  object(bucket: BucketLike, key: string, options: ChannelOptions = {}): S3Channel {
    return { ...options, bucket, prefix: objectKey(key), object: true };
  },

  /**
   * The objects that the manifest `key` lists. An `ExecutionRole` is granted the manifest alone: grant it the prefix
   * of the objects with `grantRead`.
   */
  manifest(bucket: BucketLike, key: string, options: ManifestOptions = {}): S3Channel {
    return { ...options, bucket, prefix: objectKey(key), object: true, s3DataType: 'ManifestFile' };
  },

  /**
   * The attributes, in this order, of the records that the augmented manifest `key` lists; in input mode `Pipe`. Grants
   * are as for `manifest`.
   */
  augmentedManifest(
    bucket: BucketLike,
    key: string,
    attributeNames: readonly string[],
    options: ManifestOptions = {},
  ): S3Channel {
    const s3DataType = 'AugmentedManifestFile';
    const data = { bucket, prefix: objectKey(key), object: true, s3DataType, attributeNames } as const;
    return { inputMode: 'Pipe', ...options, ...data };
  },

  /** A folder in a file system; the training needs `vpcConfig`. */
  fileSystem(
    fileSystemDataSource: NonNullable<ChannelDataSource['fileSystemDataSource']>,
    options: ChannelSettings = {},
  ): OtherChannel {
    return { ...options, dataSource: { fileSystemDataSource } };
  },

  /** A data set in a hub. */
  dataset(datasetArn: string, options: ChannelSettings = {}): OtherChannel {
    return { ...options, dataSource: { datasetSource: { datasetArn } } };
  },
} as const;

function objectKey(key: string): string {
  const prefix = trimSlashes(key);
  if (prefix === '' || key.endsWith('/')) {
    throw new Error(`A channel of one object needs its key, such as 'digits/train.csv', not '${key}'.`);
  }
  return prefix;
}
