import type * as S3 from '@aws-sdk/client-s3';
import type { Random } from '../../../../kernel';
import { malformedXml } from '../../../protocols/malformed-xml';
import { ServiceFault } from '../../../ports/service';
import type { Operations } from '../../../ports/service';
import type { BucketSetting, BucketSettings } from './bucket-settings';

interface Lifecycle {
  readonly rules: S3.LifecycleRule[];
  readonly minimumSize: S3.TransitionDefaultMinimumObjectSize;
}

const LIFECYCLE: BucketSetting<Lifecycle> = {
  subresource: 'lifecycle',
  absent: { code: 'NoSuchLifecycleConfiguration', message: 'The lifecycle configuration does not exist' },
};

const DEFAULT_MINIMUM_SIZE: S3.TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K';

/**
 * The rules that move objects to other storage classes or expire them. The local cloud stores and returns them, but does not apply
 * them.
 */
export function lifecycleOperations(settings: BucketSettings, random: Random): Operations {
  return {
    GetBucketLifecycleConfiguration: (
      input: S3.GetBucketLifecycleConfigurationRequest,
    ): S3.GetBucketLifecycleConfigurationOutput => {
      const { rules, minimumSize } = settings.read(input.Bucket, LIFECYCLE);
      return { Rules: rules, TransitionDefaultMinimumObjectSize: minimumSize };
    },
    PutBucketLifecycleConfiguration: (
      input: S3.PutBucketLifecycleConfigurationRequest,
    ): S3.PutBucketLifecycleConfigurationOutput => {
      const minimumSize = input.TransitionDefaultMinimumObjectSize ?? DEFAULT_MINIMUM_SIZE;
      const rules = (input.LifecycleConfiguration?.Rules ?? []).map((rule) => ({
        ...checkRule(rule),
        ID: rule.ID ?? random.bytes(24).toString('base64url'),
      }));
      if (rules.length === 0) throw malformedXml();
      if (new Set(rules.map((rule) => rule.ID)).size < rules.length) {
        throw new ServiceFault(
          'InvalidArgument',
          'Rule ID must be unique. Found same ID for more than one rule',
          { status: 400 },
        );
      }
      settings.write(input.Bucket, LIFECYCLE, { rules, minimumSize });
      return { TransitionDefaultMinimumObjectSize: minimumSize };
    },
    DeleteBucketLifecycle: (input: S3.DeleteBucketLifecycleRequest): void =>
      settings.remove(input.Bucket, LIFECYCLE),
  };
}

function checkRule(rule: S3.LifecycleRule): S3.LifecycleRule {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
  const actions = [
    rule.Expiration,
    rule.Transitions,
    rule.NoncurrentVersionExpiration,
    rule.NoncurrentVersionTransitions,
    rule.AbortIncompleteMultipartUpload,
  ];
  if (actions.every((action) => action === undefined)) {
    throw new ServiceFault('InvalidRequest', 'At least one action needs to be specified in a rule', {
      status: 400,
    });
  }
  return rule;
}
