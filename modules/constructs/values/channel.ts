import type { ITerraformDependable } from 'cdktf';
import type { BucketLike } from './likes';

/** Training data under one prefix of a bucket. Its name is the key the channel stands under. */
export interface Channel {
  readonly bucket: BucketLike;
  /** Without a leading slash; `digits/train`. */
  readonly prefix: string;
  readonly contentType?: string;
  /** @default - as the job's training input mode */
  readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
  readonly compressionType?: 'None' | 'Gzip';
  /** @default 'FullyReplicated' */
  readonly distribution?: 'FullyReplicated' | 'ShardedByS3Key';
  /** What must exist before a job may read the channel, such as the uploads that fill it. */
  readonly dependables?: readonly ITerraformDependable[];
}

export type ChannelOptions = Omit<Channel, 'bucket' | 'prefix'>;

/** Makes channels. */
export const Channel = {
  /** Everything under `prefix`. */
  s3(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): Channel {
    return { ...options, bucket, prefix: trimmed(prefix) };
  },

  /** CSV files under `prefix`, content type `text/csv`. */
  csv(bucket: BucketLike, prefix: string, options: ChannelOptions = {}): Channel {
    return { contentType: 'text/csv', ...options, bucket, prefix: trimmed(prefix) };
  },
} as const;

function trimmed(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, '');
}
