import type * as S3 from '@aws-sdk/client-s3';
import { malformedXml } from '../../../protocols/malformed-xml';
import type { Operations } from '../../../ports/service';
import type { BucketRecord } from '../buckets/bucket-table';
import { settingOf } from './bucket-settings';
import type { BucketSetting, BucketSettings } from './bucket-settings';

/** In new buckets access control lists have been switched off since April 2023. */
const OWNERSHIP_CONTROLS: BucketSetting<S3.OwnershipControls> = {
  subresource: 'ownershipControls',
  initially: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  absent: {
    code: 'OwnershipControlsNotFoundError',
    message: 'The bucket ownership controls were not found',
  },
};

/** Ownership of the objects in a bucket. */
export function ownershipOperations(settings: BucketSettings): Operations {
  return {
    GetBucketOwnershipControls: (
      input: S3.GetBucketOwnershipControlsRequest,
    ): S3.GetBucketOwnershipControlsOutput => ({
      OwnershipControls: settings.read(input.Bucket, OWNERSHIP_CONTROLS),
    }),
    PutBucketOwnershipControls: (input: S3.PutBucketOwnershipControlsRequest): void => {
      if (input.OwnershipControls?.Rules?.length !== 1) throw malformedXml();
      settings.write(input.Bucket, OWNERSHIP_CONTROLS, input.OwnershipControls);
    },
    DeleteBucketOwnershipControls: (input: S3.DeleteBucketOwnershipControlsRequest): void =>
      settings.remove(input.Bucket, OWNERSHIP_CONTROLS),
  };
}

/** Whether access control lists are disabled, which is the default. */
export const ownerEnforced = (bucket: BucketRecord): boolean =>
  settingOf(bucket, OWNERSHIP_CONTROLS)?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';
