import type { BucketSight } from '../../aws';
import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { BucketUse } from './subject';
import { subjectOf, summaryOf } from './summary-of';

/** The experiment, and where it runs. */
export interface BucketPlace {
  readonly experiment: string;
  readonly region: string;
  /** Whether the experiment is new and waits for other objects of this apply, one of which may be the bucket. */
  readonly isFirstPlan: boolean;
}

/** Judges a bucket by all its uses. Reports it once, at the first. */
export function judgeBucket(
  uses: readonly [BucketUse, ...BucketUse[]],
  sight: BucketSight,
  { experiment, region, isFirstPlan }: BucketPlace,
): readonly Diagnostic[] {
  const [{ bucket, path }] = uses;
  const use = [...new Set(uses.map((one) => one.use))].join(', ');
  const subject = subjectOf(experiment, bucket);
  if (sight.kind === 'absent') {
    // Terraform knows the name of a bucket before it creates it. The apply, which knows everything, looks again.
    if (isFirstPlan) return [];
    return [
      warningAt(
        path,
        summaryOf('Bucket Not Found', subject),
        `Bucket "${bucket}", for ${use}, does not exist now. If this apply creates it, and its data, all is well as long as the ` +
          'experiment depends on that. Otherwise SageMaker refuses the launch: create the bucket, or correct its name. ' +
          '[PREFLIGHT_BUCKET_MISSING]',
      ),
    ];
  }
  if (sight.region === region) return [];
  return [
    errorAt(
      path,
      summaryOf('Bucket in Another Region', subject),
      `Bucket "${bucket}", for ${use}, is in region ${sight.region}, but the training jobs run in ${region}. SageMaker reads and ` +
        `writes only buckets of its own region. Use a bucket in ${region}, or set the provider’s region to ${sight.region}. ` +
        '[PREFLIGHT_BUCKET_REGION]',
    ),
  ];
}
