/** The two parts of `s3://bucket/key`. The key has no leading slash; an empty key means the whole bucket. */
export interface S3Address {
  /** A bucket's name, or the ARN of an access point. */
  readonly bucket: string;
  readonly key: string;
}

const ADDRESS = /^s3:\/\/(arn:[^/]+:accesspoint\/[^/]+|[^/]+)(?:\/(.*))?$/s;
/** The address of one object: it has a key, which does not end in a slash. */
export const S3_OBJECT_ADDRESS = /^s3:\/\/[^/]+\/(?:.*[^/])$/s;

/** Parses an address. Returns undefined for any other text. */
export function parseS3Address(text: string): S3Address | undefined {
  const [, bucket, key = ''] = ADDRESS.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}

/** Returns the address of one object, or of all objects whose key begins with `key`. */
export function s3Address(bucket: string, key = ''): string {
  return `s3://${bucket}/${key}`;
}

/**
 * Returns the address of a folder's content, or of the whole bucket without a folder. It ends in a slash, which
 * excludes a neighbour such as `train-old/`, because S3 matches prefixes character by character. It never ends in
 * two, which would be a folder without a name.
 */
export function s3Folder(bucket: string, folder: string): string {
  const key = trimSlashes(folder);
  return s3Address(bucket, key === '' ? '' : `${key}/`);
}

/** Returns a prefix without slashes at its ends. */
export function trimSlashes(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, '');
}
