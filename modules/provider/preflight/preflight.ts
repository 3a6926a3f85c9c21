import {
  canDescribeImage,
  CONCURRENT_TUNING_JOBS,
  describeImage,
  describeTuningJob,
  firstKey,
  lookAtBucket,
  lookAtRole,
  parseImageReference,
  registryToken,
  trainingInstancesInUse,
  trainingQuotas,
  tuningJobsInProgress,
} from '../../aws';
import type { AwsSession, BucketSight, ImageReference, ObservedRole, ObservedTuningJob } from '../../aws';
import { s3Address } from '../../tuning';
import type { S3Address } from '../../tuning';
import { imageModule } from '../container-image/image-work';
import type { QuotaDemand } from './instance-demand';
import type { ImageSight } from './judge-image';
import type { QuotaSight, SharedDemand } from './judge-quota';
import { look, lookedElsewhere, tooLate } from './look';
import type { Look, LookedAt, Unseen } from './look';

/** How long a look may take, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface PreflightOptions {
  readonly patienceMs?: number;
  /** Why every look is in vain; nothing is asked then. */
  readonly blind?: Pick<Unseen, 'why' | 'reason'> | undefined;
}

/**
 * The looks of one command of Terraform. The experiments of a plan often share a bucket, a role and an image; each is looked at
 * once. All looks only read.
 */
export class Preflight {
  private readonly session: AwsSession;
  private readonly patienceMs: number;
  private readonly looks = new Map<string, Promise<Look<unknown>>>();
  private readonly noted = new Set<string>();
  private readonly demands = new Map<string, readonly QuotaDemand[]>();

  /** Why every look is in vain, if it is. */
  private readonly blind: Pick<Unseen, 'why' | 'reason'> | undefined;

  constructor(session: AwsSession, { patienceMs = PATIENCE_MS, blind }: PreflightOptions = {}) {
    this.session = session;
    this.patienceMs = patienceMs;
    this.blind = blind;
  }

  image(uri: string): Promise<Look<ImageSight>> {
    const image = parseImageReference(uri);
    if (image === undefined || !canDescribeImage(this.session, image)) {
      const { target, region, endpoint = '' } = this.session.settings;
      const reason = `it is not in ${target === 'local' ? `the local cloud at ${endpoint}` : `ECR of region ${region}`}`;
      return Promise.resolve(lookedElsewhere(`image "${uri}"`, reason));
    }
    const at = {
      what: `image "${uri}"`,
      actions: [
        'ecr:DescribeImages',
        'ecr:GetAuthorizationToken',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
    };
    return this.once(at, (signal) => this.seeImage(image, signal));
  }

  role(arn: string): Promise<Look<ObservedRole | undefined>> {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const at = { what: `role "${arn}"`, actions: ['iam:GetRole'] };
    return this.once(at, (signal) => lookAtRole(this.session, name, signal));
  }

  bucket(bucket: string): Promise<Look<BucketSight>> {
    const at = { what: `bucket "${bucket}"`, actions: ['s3:ListBucket'] };
    return this.once(at, (signal) => lookAtBucket(this.session, bucket, signal));
  }

  /** The first key that begins with the address's key. Look at the bucket first: it must exist, in this region. */
  firstKey(address: S3Address): Promise<Look<string | undefined>> {
    const at = { what: `"${s3Address(address.bucket, address.key)}"`, actions: ['s3:ListBucket'] };
    return this.once(at, (signal) => firstKey(this.session, address, signal));
  }

  tuningJob(name: string): Promise<Look<ObservedTuningJob | undefined>> {
    const at = {
      what: `tuning job "${name}"`,
      actions: ['sagemaker:DescribeHyperParameterTuningJob', 'sagemaker:ListTags'],
    };
    return this.once(at, (signal) => describeTuningJob(this.session, name, signal));
  }

  /** The account's quotas for training and tuning, and what is used of them now. */
  quotas(): Promise<Look<QuotaSight>> {
    const at = {
      what: 'the quotas for training',
      actions: [
        'servicequotas:ListServiceQuotas',
        'sagemaker:ListTrainingJobs',
        'sagemaker:DescribeTrainingJob',
        'sagemaker:ListHyperParameterTuningJobs',
      ],
    };
    return this.once(at, async (signal) => {
      const [quotas, instances, tuningJobs] = await Promise.all([
        trainingQuotas(this.session, signal),
        trainingInstancesInUse(this.session, signal),
        tuningJobsInProgress(this.session, signal),
      ]);
      const byQuota = new Map([...instances.byQuota, [CONCURRENT_TUNING_JOBS, tuningJobs]]);
      return { quotas, inUse: { ...instances, byQuota } };
    });
  }

  /** Returns the demands of an experiment beside those of the experiments that this command planned before it. */
  share(experiment: string, own: readonly QuotaDemand[]): readonly SharedDemand[] {
    this.demands.set(experiment, own);
    const names = [...this.demands.keys()];
    const earlier = names.slice(0, names.indexOf(experiment));
    return own.map((demand) => {
      const sharing = demand.isOfOneSearch === true ? [] : earlier;
      const under = sharing.flatMap((name) =>
        (this.demands.get(name) ?? [])
          .filter(({ quota }) => quota === demand.quota)
          .map((one) => ({ ...one, name })),
      );
      return {
        ...demand,
        before: under.reduce((sum, { count }) => sum + count, 0),
        others: under.map(({ name }) => name),
      };
    });
  }

  /** Returns those that no note of this command has named yet. */
  notNotedYet(unseen: readonly Unseen[]): readonly Unseen[] {
    return unseen.filter(({ what, why }) => {
      const key = why === 'no credentials' ? why : `${why} ${what}`;
      const isNew = !this.noted.has(key);
      this.noted.add(key);
      return isNew;
    });
  }

  /** Another look of the same kind. */
  ask<T>(at: LookedAt, ask: (signal: AbortSignal) => Promise<T>): Promise<Look<T>> {
    return this.once(at, ask);
  }

  private once<T>(at: LookedAt, ask: (signal: AbortSignal) => Promise<T>): Promise<Look<T>> {
    if (this.blind !== undefined) return Promise.resolve({ unseen: { ...at, ...this.blind } });
    const under = this.looks.get(at.what);
    if (under !== undefined) return under as Promise<Look<T>>;
    const started = this.begin(at, ask);
    this.looks.set(at.what, started);
    return started;
  }

  /** Answers by the deadline, also if the look does not heed its signal. */
  private begin<T>(at: LookedAt, ask: (signal: AbortSignal) => Promise<T>): Promise<Look<T>> {
    const deadline = AbortSignal.timeout(this.patienceMs);
    const late = new Promise<Look<T>>((resolve) => {
      deadline.addEventListener('abort', () => resolve(tooLate(at)), { once: true });
    });
    return Promise.race([look(at, () => ask(deadline)), late]);
  }

  private async seeImage(image: ImageReference, signal: AbortSignal): Promise<ImageSight> {
    const { session } = this;
    const found = await describeImage(session, image, signal);
    if (found === 'no repository') return { missing: `Repository "${image.repository}" does not exist` };
    if (found === undefined) {
      return { missing: `Repository "${image.repository}" does not contain this image` };
    }
    // The registry has an address of its own, which a named address of ECR's API does not tell.
    if (session.settings.endpoints?.ecr !== undefined) return { platforms: [] };
    const { ecrCredentials, imagePlatforms } = imageModule();
    const platforms = await imagePlatforms({
      repositoryUrl: `${image.registry}/${image.repository}`,
      reference: found.digest,
      credentials: ecrCredentials(await registryToken(session, signal)),
      signal,
    });
    return { platforms: platforms ?? [] };
  }
}
