import { decodeUri } from './decode-uri';

/** The bucket an S3 request addresses and the path that is left. */
export interface S3Address {
  readonly bucket: string | undefined;
  /** Begins with `/`, percent-encoded as sent. */
  readonly path: string;
}

const VIRTUAL_HOST = /^(.+)\.localhost(?::\d+)?$/;

/** Path style, `/bucket/key`, or virtual-host style, `bucket.localhost:port/key`. */
export function bucketOf(host: string, path: string): S3Address {
  const named = VIRTUAL_HOST.exec(host)?.[1];
  if (named !== undefined) return { bucket: named, path: path === '' ? '/' : path };
  const slash = path.indexOf('/', 1);
  const segment = slash < 0 ? path.slice(1) : path.slice(1, slash);
  if (segment === '') return { bucket: undefined, path: '/' };
  return { bucket: decodeUri(segment), path: slash < 0 ? '/' : path.slice(slash) };
}
