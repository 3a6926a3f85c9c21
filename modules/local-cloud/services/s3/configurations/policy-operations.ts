import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import type { Operations } from '../../../ports/service';
import type { S3Dependencies } from '../s3-dependencies';
import type { BucketSetting, BucketSettings } from './bucket-settings';
import { checkBucketPolicy, isPublicPolicy } from './check-bucket-policy';
import { blocksPublicPolicy } from './public-access-operations';

const POLICY: BucketSetting<string> = {
  subresource: 'policy',
  absent: { code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' },
};

/** Access policies of buckets. */
export function policyOperations({ buckets }: S3Dependencies, settings: BucketSettings): Operations {
  return {
    GetBucketPolicy: (input: S3.GetBucketPolicyRequest): S3.GetBucketPolicyOutput => ({
      Policy: settings.read(input.Bucket, POLICY),
    }),
    GetBucketPolicyStatus: (input: S3.GetBucketPolicyStatusRequest): S3.GetBucketPolicyStatusOutput => {
      const policy = checkBucketPolicy(input.Bucket ?? '', settings.read(input.Bucket, POLICY));
      return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
    },
    PutBucketPolicy: (input: S3.PutBucketPolicyRequest): void => {
      const bucket = buckets.get(input.Bucket);
      const text = input.Policy ?? '';
      if (isPublicPolicy(checkBucketPolicy(bucket.name, text)) && blocksPublicPolicy(bucket)) {
        const reason =
          'Public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';
        throw new ServiceFault('AccessDenied', reason, { status: 403 });
      }
      settings.write(input.Bucket, POLICY, text);
    },
    DeleteBucketPolicy: (input: S3.DeleteBucketPolicyRequest): void => settings.remove(input.Bucket, POLICY),
  };
}
