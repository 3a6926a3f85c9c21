/** What only a check of containers calls, in a local cloud of its own: apart from what the roles of a pipeline have to allow. */
export { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
export { CreateRoleCommand } from '@aws-sdk/client-iam';
export { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
