import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../service';
import type { Operations } from '../../../service';
import type { BucketSetting, BucketSettings } from './bucket-settings';

const MAX_BUCKET_TAGS = 50;

const TAGGING: BucketSetting<S3.Tag[]> = {
  subresource: 'tagging',
  absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
};

/** Tags of buckets; those of objects are the objects' own. */
export function taggingOperations(settings: BucketSettings): Operations {
  return {
    GetBucketTagging: (input: S3.GetBucketTaggingRequest): S3.GetBucketTaggingOutput => ({
      TagSet: settings.read(input.Bucket, TAGGING),
    }),
    PutBucketTagging: (input: S3.PutBucketTaggingRequest): void => {
      const tags = input.Tagging?.TagSet ?? [];
      if (tags.length > MAX_BUCKET_TAGS) {
        throw new ServiceFault(
          'BadRequest',
          `Bucket tag count cannot be greater than ${String(MAX_BUCKET_TAGS)}`,
          { status: 400 },
        );
      }
      if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
        throw new ServiceFault('InvalidTag', 'Cannot provide multiple Tags with the same key', {
          status: 400,
        });
      }
      if (tags.length === 0) settings.remove(input.Bucket, TAGGING);
      else settings.write(input.Bucket, TAGGING, tags);
    },
    DeleteBucketTagging: (input: S3.DeleteBucketTaggingRequest): void =>
      settings.remove(input.Bucket, TAGGING),
  };
}
