/** Anything with a bucket's name and ARN: our `ArtifactBucket`, a plain `S3Bucket`, or two strings. */
export interface BucketLike {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Whether destroying the bucket destroys its objects. @default false */
  readonly forceDestroy?: boolean;
}

/** Anything with a repository's address and ARN. */
export interface RepositoryLike {
  readonly repositoryUrl: string;
  readonly repositoryArn: string;
}

/** Anything with a role's ARN. */
export interface RoleLike {
  readonly roleArn: string;
}

/** Anything with an image's address, `repository@sha256:…`, and, where known, its repository. */
export interface ImageLike {
  readonly imageUri: string;
  readonly repository?: RepositoryLike;
}
