import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import type { Operations } from '../../../ports/service';
import type { S3Dependencies } from '../s3-dependencies';

/** Whether a bucket keeps earlier versions of its objects. */
export function versioningOperations({ store, buckets }: S3Dependencies): Operations {
  return {
    GetBucketVersioning: (input: S3.GetBucketVersioningRequest): S3.GetBucketVersioningOutput => {
      const { versioning } = buckets.get(input.Bucket);
      return versioning === undefined ? {} : { Status: versioning };
    },
    PutBucketVersioning: (input: S3.PutBucketVersioningRequest): void =>
      store.transaction(() => {
        const status = input.VersioningConfiguration?.Status;
        if (input.VersioningConfiguration?.MFADelete === 'Enabled') {
          throw new ServiceFault('NotImplemented', 'The local cloud does not serve MFA delete.', {
            status: 501,
          });
        }
        if (status !== 'Enabled' && status !== 'Suspended') {
          throw new ServiceFault(
            'IllegalVersioningConfigurationException',
            'The versioning status must be Enabled or Suspended.',
            { status: 400 },
          );
        }
        buckets.put({ ...buckets.get(input.Bucket), versioning: status });
      }),
  };
}
