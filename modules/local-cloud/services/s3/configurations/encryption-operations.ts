import type * as S3 from '@aws-sdk/client-s3';
import { malformedXml } from '../../../protocols/malformed-xml';
import type { Operations } from '../../../ports/service';
import type { BucketRecord } from '../buckets/bucket-table';
import { settingOf } from './bucket-settings';
import type { BucketSetting, BucketSettings } from './bucket-settings';

const SSE_S3: S3.ServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' };

/** Every bucket has been encrypted since January 2023. Deleting a bucket's own configuration restores the initial one. */
const ENCRYPTION: BucketSetting<S3.ServerSideEncryptionConfiguration> = {
  subresource: 'encryption',
  initially: { Rules: [{ ApplyServerSideEncryptionByDefault: SSE_S3, BucketKeyEnabled: false }] },
  absent: {
    code: 'ServerSideEncryptionConfigurationNotFoundError',
    message: 'The server side encryption configuration was not found',
  },
};

/** The encryption of a bucket's objects unless a write requests another. */
export function encryptionOperations(settings: BucketSettings): Operations {
  return {
    GetBucketEncryption: (input: S3.GetBucketEncryptionRequest): S3.GetBucketEncryptionOutput => ({
      ServerSideEncryptionConfiguration: settings.read(input.Bucket, ENCRYPTION),
    }),
    PutBucketEncryption: (input: S3.PutBucketEncryptionRequest): void => {
      const rules = (input.ServerSideEncryptionConfiguration?.Rules ?? []).map((rule) => ({
        ...rule,
        BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
      }));
      if (rules.length !== 1) throw malformedXml();
      settings.write(input.Bucket, ENCRYPTION, { Rules: rules });
    },
    DeleteBucketEncryption: (input: S3.DeleteBucketEncryptionRequest): void =>
      settings.reset(input.Bucket, ENCRYPTION),
  };
}

/** The encryption new objects of a bucket get. */
export function defaultEncryption(bucket: BucketRecord): S3.ServerSideEncryptionByDefault {
  return settingOf(bucket, ENCRYPTION)?.Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? SSE_S3;
}
