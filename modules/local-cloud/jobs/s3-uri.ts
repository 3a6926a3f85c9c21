/** The two parts of `s3://bucket/key`. The key has no leading slash and may be empty. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Parses an S3 URI. Returns undefined for any other text. */
export function parseS3Uri(uri: string): S3Location | undefined {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(uri);
  return match?.[1] === undefined ? undefined : { bucket: match[1], key: match[2] ?? '' };
}

/** Joins a prefix URI, with or without a trailing slash, and a path below it. */
export function joinS3Uri(prefix: string, path: string): string {
  return `${prefix.replace(/\/+$/, '')}/${path}`;
}
