import { Construct } from 'constructs';
import { EcrLifecyclePolicy, EcrRepository } from './dialect';
import type { RepositoryLike } from './values/references';

export interface ImageRepositoryProps {
  /** 2 to 256 characters, lower case. */
  readonly name: string;
  /** Delete the images with the repository. @default false: destroying a repository with images fails */
  readonly forceDelete?: boolean;
  /** Images without a tag are deleted after this many days. @default 14 */
  readonly expireUntaggedAfterDays?: number;
  /**
   * Keep at most this many images, newest first. A champion may be served from an old image, so set it only if no old
   * image can be in use.
   * @default - all
   */
  readonly maxImageCount?: number;
  /** KMS key that encrypts the layers. @default - AES-256 with a key of ECR's */
  readonly kmsKeyArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An ECR repository with immutable tags, scanned on push, whose untagged images expire. */
export class ImageRepository extends Construct implements RepositoryLike {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    this.repository = new EcrRepository(this, 'Repository', {
      name: props.name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [
        props.kmsKeyArn === undefined
          ? { encryptionType: 'AES256' }
          : { encryptionType: 'KMS', kmsKey: props.kmsKeyArn },
      ],
      forceDelete: props.forceDelete ?? false,
      ...(props.tags ? { tags: { ...props.tags } } : {}),
    });
    new EcrLifecyclePolicy(this, 'Lifecycle', {
      repository: this.repository.name,
      policy: JSON.stringify({ rules: lifecycleRules(props) }),
    });
  }

  get repositoryUrl(): string {
    return this.repository.repositoryUrl;
  }

  get repositoryArn(): string {
    return this.repository.arn;
  }
}

function lifecycleRules(props: ImageRepositoryProps): object[] {
  const days = props.expireUntaggedAfterDays ?? 14;
  const untagged = {
    rulePriority: 1,
    description: `Expire images without a tag after ${String(days)} days`,
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
    action: { type: 'expire' },
  };
  if (props.maxImageCount === undefined) return [untagged];
  const newest = {
    rulePriority: 2,
    description: `Keep the newest ${String(props.maxImageCount)} images`,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: props.maxImageCount },
    action: { type: 'expire' },
  };
  return [untagged, newest];
}
