import type * as S3 from '@aws-sdk/client-s3';
import type { Operations } from '../../../ports/service';
import { checkTagSet } from '../check-tag-set';
import type { BucketSetting, BucketSettings } from './bucket-settings';

const MAX_BUCKET_TAGS = 50;

export const checkBucketTags = (tags: readonly S3.Tag[]): readonly S3.Tag[] =>
  checkTagSet(tags, { most: MAX_BUCKET_TAGS, tooMany: 'Bucket tag count' });

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
      checkBucketTags(tags);
      if (tags.length === 0) settings.remove(input.Bucket, TAGGING);
      else settings.write(input.Bucket, TAGGING, tags);
    },
    DeleteBucketTagging: (input: S3.DeleteBucketTaggingRequest): void =>
      settings.remove(input.Bucket, TAGGING),
  };
}
