/** The part of the S3 client that this project uses: a file of its own, because only looks for buckets and objects need it. */
export {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
