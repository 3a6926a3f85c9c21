/** The part of the S3 client that this project uses: a file of its own, because only a look for an artifact needs it. */
export { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
