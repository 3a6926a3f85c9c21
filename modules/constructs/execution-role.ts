import { Construct } from 'constructs';
import type { S3Address } from '../tuning';
import { IamRole, IamRolePolicy, Lazy } from './dialect';
import type { ITerraformDependable } from './dialect';
import { AwsProviderFor } from './aws-provider-for';
import { ExecutionGrants } from './policy/execution-grants';
import { document } from './policy/policy-document';
import type { BucketLike, RepositoryLike, RoleLike } from './values/references';

export interface ExecutionRoleProps {
  /** 1 to 64 characters; unique in the account. */
  readonly name: string;
  /** Policy that limits all grants of this role. @default - none */
  readonly permissionsBoundaryArn?: string;
  /**
   * SageMaker resources on whose behalf the role may be assumed; `*` allowed within.
   * @default - those of this account and region
   */
  readonly sourceArns?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The role with which SageMaker runs jobs or serves models. Only SageMaker may assume it, and only for this account's
 * own resources. It has no permissions until something is granted. Each grant adds to one inline policy.
 */
export class ExecutionRole extends Construct implements RoleLike {
  readonly role: IamRole;
  private readonly grants: ExecutionGrants;
  private policy: IamRolePolicy | undefined;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    const aws = AwsProviderFor.of(this);
    this.grants = new ExecutionGrants(aws);
    const everySource = `arn:${aws.partition}:sagemaker:${aws.region}:${aws.account}:*`;
    this.role = new IamRole(this, 'Role', {
      name: props.name,
      assumeRolePolicy: document([
        {
          sid: 'SageMakerForThisAccountOnly',
          principal: { Service: 'sagemaker.amazonaws.com' },
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': aws.account },
            ArnLike: { 'aws:SourceArn': props.sourceArns ?? everySource },
          },
        },
      ]),
      ...(props.permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: props.permissionsBoundaryArn }),
      ...(props.tags ? { tags: { ...props.tags } } : {}),
    });
  }

  get roleArn(): string {
    return this.role.arn;
  }

  /** Resources that must exist before the role is used: the role's policy, once something is granted. */
  get dependables(): readonly ITerraformDependable[] {
    return this.policy === undefined ? [this.role] : [this.policy];
  }

  /** List and read the objects under one prefix. */
  grantRead(bucket: BucketLike, prefix: string): this {
    return this.add(() => this.grants.read(bucket, prefix));
  }

  /** List and read one object. */
  grantReadObject(bucket: BucketLike, key: string): this {
    return this.add(() => this.grants.readObject(bucket, key));
  }

  /** List and read what an S3 address names: an object, or everything under it as a folder. */
  grantReadAddress(address: S3Address): this {
    return this.add(() => this.grants.readAddress(address));
  }

  /** List and write, but not read, the objects under one prefix. */
  grantWrite(bucket: BucketLike, prefix: string): this {
    return this.add(() => this.grants.write(bucket, prefix));
  }

  /** Pull images from one repository. */
  grantPull(repository: Pick<RepositoryLike, 'repositoryArn'>): this {
    return this.add(() => this.grants.pull(repository));
  }

  /** Write the logs of training jobs, or of endpoints, and publish their metrics. */
  grantLogs(of: 'training' | 'serving'): this {
    return this.add(() => this.grants.logs(of));
  }

  /** Encrypt and decrypt with one KMS key. */
  grantKey(kmsKeyArn: string): this {
    return this.add(() => this.grants.key(kmsKeyArn));
  }

  /** Encrypt the volumes of training machines with one KMS key. */
  grantVolumeKey(kmsKeyArn: string): this {
    return this.add(() => this.grants.volumeKey(kmsKeyArn));
  }

  /** Attach training machines to subnets of a VPC. */
  grantNetwork(): this {
    return this.add(() => this.grants.network());
  }

  private add(grant: () => void): this {
    grant();
    this.policy ??= new IamRolePolicy(this, 'Policy', {
      name: 'what-this-role-may-do',
      role: this.role.name,
      policy: Lazy.stringValue({ produce: () => document(this.grants.statements()) }),
    });
    return this;
  }
}

/** Identified by its methods instead of its class, because one program may contain two copies of this package. */
export function isExecutionRole(role: RoleLike): role is ExecutionRole {
  return 'grantRead' in role && 'grantPull' in role;
}
