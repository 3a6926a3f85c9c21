import { createHmac } from 'node:crypto';
import { LOCAL_REGION, sha256Hex } from '../kernel';
import type { KeyPair } from './key-pair';

/** The service name in the signatures for the local cloud's own pages. */
export const OWN_PAGES = 'tuneform';

/** A request without a body for one of the local cloud's own pages. */
export interface OwnPageRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * Returns the headers that sign a request for an own page with Signature Version 4 ("Create a signed AWS API request"). Written here,
 * because a command that only talks to the local cloud need not load the SDK.
 */
export function signOwnPage({ method, url, nowMs }: OwnPageRequest, pair: KeyPair): Record<string, string> {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const date = stamp.slice(0, 8);
  const scope = `${date}/${LOCAL_REGION}/${OWN_PAGES}/aws4_request`;
  const query = [...url.searchParams]
    .map((pair) => pair.map(encode).join('='))
    .sort()
    .join('&');
  const canonical = [
    method,
    url.pathname,
    query,
    `host:${url.host}\nx-amz-date:${stamp}\n`,
    'host;x-amz-date',
    sha256Hex(''),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256Hex(canonical)].join('\n');
  const key = [date, LOCAL_REGION, OWN_PAGES, 'aws4_request'].reduce<Buffer | string>(
    (secret, step) => createHmac('sha256', secret).update(step).digest(),
    `AWS4${pair.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return {
    'x-amz-date': stamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${pair.accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
