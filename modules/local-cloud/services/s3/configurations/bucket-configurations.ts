import type { Operations } from '../../../ports/service';
import type { S3Dependencies } from '../s3-dependencies';
import { BucketSettings } from './bucket-settings';
import { encryptionOperations } from './encryption-operations';
import { lifecycleOperations } from './lifecycle-operations';
import { ownershipOperations } from './ownership-operations';
import { policyOperations } from './policy-operations';
import { publicAccessOperations } from './public-access-operations';
import { taggingOperations } from './tagging-operations';
import { versioningOperations } from './versioning-operations';

/** Configurations of buckets that are stored and returned. */
export function bucketConfigurations(dependencies: S3Dependencies): Operations {
  const settings = new BucketSettings(dependencies);
  return {
    ...versioningOperations(dependencies),
    ...encryptionOperations(settings),
    ...publicAccessOperations(settings),
    ...ownershipOperations(settings),
    ...lifecycleOperations(settings, dependencies.random),
    ...policyOperations(dependencies, settings),
    ...taggingOperations(settings),
  };
}
