import type * as S3 from '@aws-sdk/client-s3';
import type { Operations } from '../../../ports/service';
import type { BucketRecord } from '../buckets/bucket-table';
import { settingOf } from './bucket-settings';
import type { BucketSetting, BucketSettings } from './bucket-settings';

/** New buckets have blocked all public access since April 2023. */
const PUBLIC_ACCESS_BLOCK: BucketSetting<S3.PublicAccessBlockConfiguration> = {
  subresource: 'publicAccessBlock',
  initially: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  absent: {
    code: 'NoSuchPublicAccessBlockConfiguration',
    message: 'The public access block configuration was not found',
  },
};

/** Protection of a bucket against public access. */
export function publicAccessOperations(settings: BucketSettings): Operations {
  return {
    GetPublicAccessBlock: (input: S3.GetPublicAccessBlockRequest): S3.GetPublicAccessBlockOutput => ({
      PublicAccessBlockConfiguration: settings.read(input.Bucket, PUBLIC_ACCESS_BLOCK),
    }),
    PutPublicAccessBlock: (input: S3.PutPublicAccessBlockRequest): void => {
      const given = input.PublicAccessBlockConfiguration ?? {};
      settings.write(input.Bucket, PUBLIC_ACCESS_BLOCK, {
        BlockPublicAcls: given.BlockPublicAcls ?? false,
        IgnorePublicAcls: given.IgnorePublicAcls ?? false,
        BlockPublicPolicy: given.BlockPublicPolicy ?? false,
        RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
      });
    },
    DeletePublicAccessBlock: (input: S3.DeletePublicAccessBlockRequest): void =>
      settings.remove(input.Bucket, PUBLIC_ACCESS_BLOCK),
  };
}

/** Whether a policy with public access is rejected. */
export const blocksPublicPolicy = (bucket: BucketRecord): boolean =>
  settingOf(bucket, PUBLIC_ACCESS_BLOCK)?.BlockPublicPolicy === true;
