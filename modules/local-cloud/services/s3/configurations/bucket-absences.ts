import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import type { Operations } from '../../../ports/service';
import { ownerEnforced } from './ownership-operations';
import { OWNER } from '../s3-dependencies';
import type { S3Dependencies } from '../s3-dependencies';

/**
 * Reads settings that no bucket of the local cloud can have, with S3's answer for a bucket without the setting. The local cloud does
 * not serve writing them. An access control list always has the one form that `BucketOwnerEnforced` allows.
 */
export function bucketAbsences(dependencies: S3Dependencies): Operations {
  const { buckets } = dependencies;
  const without =
    (code: string, message: string) =>
    (input: { readonly Bucket?: string | undefined }): never => {
      buckets.get(input.Bucket);
      throw new ServiceFault(code, message, { status: 404 });
    };
  const empty = (input: { readonly Bucket?: string | undefined }): object => {
    buckets.get(input.Bucket);
    return {};
  };
  const ownerOnly = (): { Owner: S3.Owner; Grants: S3.Grant[] } => ({
    Owner: OWNER,
    Grants: [{ Grantee: { Type: 'CanonicalUser', ...OWNER }, Permission: 'FULL_CONTROL' }],
  });
  const putAcl = (input: {
    readonly Bucket?: string | undefined;
    readonly ACL?: string | undefined;
  }): object => {
    if (ownerEnforced(buckets.get(input.Bucket))) {
      throw new ServiceFault('AccessControlListNotSupported', 'The bucket does not allow ACLs', {
        status: 400,
      });
    }
    if (input.ACL === 'private') return {};
    throw new ServiceFault('NotImplemented', 'The local cloud serves no access control list but private.', {
      status: 501,
    });
  };
  return {
    GetBucketCors: without('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
    GetBucketWebsite: without(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ),
    GetBucketReplication: without(
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
    ),
    GetObjectLockConfiguration: without(
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ),
    GetBucketLogging: empty,
    GetBucketAccelerateConfiguration: empty,
    GetBucketNotificationConfiguration: empty,
    GetBucketRequestPayment: (input: S3.GetBucketRequestPaymentRequest): S3.GetBucketRequestPaymentOutput => {
      buckets.get(input.Bucket);
      return { Payer: 'BucketOwner' };
    },
    GetBucketAcl: (input: S3.GetBucketAclRequest): S3.GetBucketAclOutput => {
      buckets.get(input.Bucket);
      return ownerOnly();
    },
    GetObjectAcl: (input: S3.GetObjectAclRequest): S3.GetObjectAclOutput => {
      buckets.get(input.Bucket);
      if (dependencies.objects.current(input.Bucket ?? '', input.Key ?? '') === undefined) {
        throw new ServiceFault('NoSuchKey', 'The specified key does not exist.', {
          members: { Key: input.Key ?? '' },
          status: 404,
        });
      }
      return ownerOnly();
    },
    PutBucketAcl: putAcl,
    PutObjectAcl: putAcl,
  };
}
