import type { IncomingHttpHeaders } from 'node:http';

/** What a request says about who signed it and how. Nothing in it has been proved yet. */
export interface SignatureClaim {
  readonly kind: 'header' | 'presigned';
  readonly accessKeyId: string;
  /** Credential scope: date (`yyyymmdd`), region, service. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `yyyymmddThhmmssZ` */
  readonly timestamp: string;
  /** Lifetime of a presigned link. */
  readonly expiresSeconds?: number;
  readonly sessionToken?: string;
}

/** The claim, or why there is none. */
export type ClaimReading =
  | { readonly kind: 'claim'; readonly claim: SignatureClaim }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly reason: string };

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_PRESIGNED_SECONDS = 604_800;

/**
 * Reads the Authorization header or the presigned query.
 * Source: AWS General Reference, "Signing AWS API requests" (Signature Version 4).
 */
export function readSignatureClaim(headers: IncomingHttpHeaders, query: URLSearchParams): ClaimReading {
  const authorization = headers.authorization;
  if (authorization !== undefined) return readHeader(authorization, headers);
  if (query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')) return readPresigned(query);
  if (query.has('AWSAccessKeyId') && query.has('Signature')) {
    return { kind: 'unsupported', reason: VERSION_2 };
  }
  return { kind: 'absent' };
}

const VERSION_2 =
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256 (Signature Version 4).';

function readHeader(authorization: string, headers: IncomingHttpHeaders): ClaimReading {
  if (!authorization.startsWith(`${ALGORITHM} `)) return { kind: 'unsupported', reason: VERSION_2 };
  const parts = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM.length).split(',')) {
    const at = part.indexOf('=');
    if (at < 0) {
      return { kind: 'malformed', reason: 'the Authorization header is not a list of name=value pairs' };
    }
    const name = part.slice(0, at).trim();
    if (parts.has(name)) return { kind: 'malformed', reason: `the Authorization header gives ${name} twice` };
    parts.set(name, part.slice(at + 1).trim());
  }
  return build({
    kind: 'header',
    credential: parts.get('Credential'),
    signedHeaders: parts.get('SignedHeaders'),
    signature: parts.get('Signature'),
    timestamp: single(headers['x-amz-date']),
    sessionToken: single(headers['x-amz-security-token']),
  });
}

function readPresigned(query: URLSearchParams): ClaimReading {
  for (const name of ['Algorithm', 'Credential', 'SignedHeaders', 'Signature', 'Date', 'Expires']) {
    if (query.getAll(`X-Amz-${name}`).length !== 1) {
      return { kind: 'malformed', reason: `the query must give X-Amz-${name} exactly once` };
    }
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return { kind: 'unsupported', reason: VERSION_2 };
  const expires = query.get('X-Amz-Expires') ?? '';
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > MAX_PRESIGNED_SECONDS) {
    return { kind: 'malformed', reason: 'X-Amz-Expires must be a number of seconds, at most a week' };
  }
  return build({
    kind: 'presigned',
    credential: query.get('X-Amz-Credential') ?? undefined,
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? undefined,
    signature: query.get('X-Amz-Signature') ?? undefined,
    timestamp: query.get('X-Amz-Date') ?? undefined,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: Number(expires),
  });
}

interface ClaimParts {
  readonly kind: SignatureClaim['kind'];
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly sessionToken: string | undefined;
  readonly expiresSeconds?: number;
}

function build(parts: ClaimParts): ClaimReading {
  const scope = parts.credential?.split('/') ?? [];
  const [accessKeyId, date, region, service, terminator] = scope;
  if (scope.length !== 5 || terminator !== 'aws4_request' || !accessKeyId || !date || !region || !service) {
    return {
      kind: 'malformed',
      reason: 'the Credential must be <key>/<yyyymmdd>/<region>/<service>/aws4_request',
    };
  }
  if (!/^[^A-Z;]+(;[^A-Z;]+)*$/.test(parts.signedHeaders ?? '')) {
    return { kind: 'malformed', reason: 'SignedHeaders must be lower-case header names joined by ";"' };
  }
  if (!/^[0-9a-f]{64}$/.test(parts.signature ?? '')) {
    return { kind: 'malformed', reason: 'the Signature must be 64 hexadecimal digits' };
  }
  if (!/^\d{8}T\d{6}Z$/.test(parts.timestamp ?? '')) {
    return { kind: 'malformed', reason: 'a date in the form yyyymmddThhmmssZ must be given' };
  }
  const { signedHeaders = '', signature = '', timestamp = '' } = parts;
  if (!timestamp.startsWith(date)) {
    return { kind: 'malformed', reason: 'the date of the Credential differs from the date of the request' };
  }
  return {
    kind: 'claim',
    claim: {
      kind: parts.kind,
      accessKeyId,
      date,
      region,
      service,
      signedHeaders: signedHeaders.split(';'),
      signature,
      timestamp,
      ...(parts.sessionToken === undefined ? {} : { sessionToken: parts.sessionToken }),
      ...(parts.expiresSeconds === undefined ? {} : { expiresSeconds: parts.expiresSeconds }),
    },
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
