import type { Operations } from '../../../ports/service';
import type { S3Parts } from '../s3-parts';
import { BucketSettings } from './bucket-settings';
import { encryptionOperations } from './encryption-operations';
import { lifecycleOperations } from './lifecycle-operations';
import { ownershipOperations } from './ownership-operations';
import { policyOperations } from './policy-operations';
import { publicAccessOperations } from './public-access-operations';
import { taggingOperations } from './tagging-operations';
import { versioningOperations } from './versioning-operations';

/** Configurations of buckets that are kept and shown. */
export function bucketConfigurations(parts: S3Parts): Operations {
  const settings = new BucketSettings(parts);
  return {
    ...versioningOperations(parts),
    ...encryptionOperations(settings),
    ...publicAccessOperations(settings),
    ...ownershipOperations(settings),
    ...lifecycleOperations(settings, parts.random),
    ...policyOperations(parts, settings),
    ...taggingOperations(settings),
  };
}
