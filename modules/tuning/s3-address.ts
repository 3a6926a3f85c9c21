/** The two halves of `s3://bucket/key`. The key has no leading slash; empty, it stands for the whole bucket. */
export interface S3Address {
  /** A bucket's name, or the ARN of an access point. */
  readonly bucket: string;
  readonly key: string;
}

const ADDRESS = /^s3:\/\/(arn:[^/]+:accesspoint\/[^/]+|[^/]+)(?:\/(.*))?$/s;
/** The address of one object: it has a key, which does not end in a slash. */
export const S3_OBJECT_ADDRESS = /^s3:\/\/[^/]+\/(?:.*[^/])$/s;

/** Takes an address apart; undefined for text that is none. */
export function parseS3Address(text: string): S3Address | undefined {
  const [, bucket, key = ''] = ADDRESS.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}

/** The address of one object, or of whatever begins with `key`. */
export function s3Address(bucket: string, key = ''): string {
  return `s3://${bucket}/${key}`;
}

/**
 * The address of everything in a folder, of the whole bucket without one. It ends in a slash, which keeps a neighbour
 * such as `train-old/` out: S3 matches prefixes letter by letter. Never in two: that would be a folder without a name.
 */
export function s3Folder(bucket: string, folder: string): string {
  const key = trimSlashes(folder);
  return s3Address(bucket, key === '' ? '' : `${key}/`);
}

/** A prefix as it is kept: without slashes at its ends. */
export function trimSlashes(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, '');
}
