import type { ITerraformDependable } from '../dialect';
import { trimSlashes } from '../../tuning';
import type { BucketLike } from './references';

/** Training data under one prefix of a bucket. Its key in the props is its name. */
export interface Channel {
  readonly bucket: BucketLike;
  /** Without slashes at its ends; `digits/train`. Empty for the whole bucket. */
  readonly prefix: string;
  /** Whether `prefix` is the key of one object. @default false - everything under the prefix */
  readonly object?: boolean;
  readonly contentType?: string;
  /** @default - the job's training input mode */
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
  readonly compressionType?: 'None' | 'Gzip';
  /** @default 'FullyReplicated' */
  readonly distribution?: 'FullyReplicated' | 'ShardedByS3Key';
  /** Resources that must exist before a job may read the channel, such as the uploads that fill it. */
  readonly dependables?: readonly ITerraformDependable[];
}

export type ChannelOptions = Omit<Channel, 'bucket' | 'prefix' | 'object'>;

/** Makes channels. */
export const Channel = {
  /** Everything under `prefix`; an empty one is the whole bucket. */
  s3(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): Channel {
    return { ...options, bucket, prefix: trimSlashes(prefix) };
  },

  /** CSV files under `prefix`, content type `text/csv`. */
  csv(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): Channel {
    return { contentType: 'text/csv', ...options, bucket, prefix: trimSlashes(prefix) };
  },

  /** The one object `key`, as a file in the channel's folder. */
  object(bucket: BucketLike, key: string, options: ChannelOptions = {}): Channel {
    const prefix = trimSlashes(key);
    if (prefix === '' || key.endsWith('/')) {
      throw new Error(`A channel of one object needs its key, such as 'digits/train.csv', not '${key}'.`);
    }
    return { ...options, bucket, prefix, object: true };
  },
} as const;
