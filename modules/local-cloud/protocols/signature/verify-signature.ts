import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureClaim } from './signature-claim';

/** The parts of a request that Signature Version 4 covers, as they came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as sent: re-encoding a parsed URL would hide a change. */
  readonly rawUrl: string;
  readonly headers: IncomingHttpHeaders;
  /** SHA-256 of the body in hexadecimal, or `undefined` where the body is streamed and checked afterwards. */
  readonly bodyHash: string | undefined;
}

export type SignatureProblem =
  | { readonly kind: 'mismatch'; readonly reason: string }
  | { readonly kind: 'skewed'; readonly reason: string }
  | { readonly kind: 'expired'; readonly reason: string }
  | { readonly kind: 'unsigned-header'; readonly reason: string }
  | { readonly kind: 'body-mismatch'; readonly reason: string };

export type SignatureVerdict =
  | { readonly ok: true; readonly signingKey: Buffer; readonly scope: string; readonly payloadHash: string }
  | { readonly ok: false; readonly problem: SignatureProblem };

const SKEW_MS = 15 * 60_000;
const EMPTY_HASH = hash('sha256', '');
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** Most keys kept; a day has one for each pair of a secret and a service. */
const KEPT_KEYS = 256;
const signingKeys = new Map<string, Buffer>();

/** The key a day's requests of one service are signed with: four hashes, so it is kept for the next request. */
export function deriveSigningKey(
  secret: string,
  { date, region, service }: Pick<SignatureClaim, 'date' | 'region' | 'service'>,
): Buffer {
  const name = [secret, date, region, service].join('\n');
  let key = signingKeys.get(name);
  if (key === undefined) {
    key = [date, region, service, 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secret}`));
    if (signingKeys.size >= KEPT_KEYS) signingKeys.clear();
    signingKeys.set(name, key);
  }
  return key;
}

/** Recomputes the signature of `request` and compares. `now` in milliseconds since the epoch. */
export function verifySignature(
  request: SignedRequest,
  claim: SignatureClaim,
  options: { readonly secret: string; readonly now: number },
): SignatureVerdict {
  const late = timeProblem(claim, options.now);
  if (late !== undefined) return { ok: false, problem: late };
  const unsigned = unsignedHeader(request.headers, claim.signedHeaders);
  if (unsigned !== undefined) {
    return {
      ok: false,
      problem: { kind: 'unsigned-header', reason: `The header ${unsigned} is not signed.` },
    };
  }
  const payloadHash = payloadHashOf(request, claim);
  const query = canonicalQuery(request.rawUrl);
  if (query === undefined) {
    return {
      ok: false,
      problem: { kind: 'mismatch', reason: 'The query string is not valid percent-encoding.' },
    };
  }
  const canonical = [
    request.method,
    canonicalPath(request.rawUrl, claim.service),
    query,
    claim.signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers, name)}\n`).join(''),
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const signingKey = deriveSigningKey(options.secret, claim);
  const text = ['AWS4-HMAC-SHA256', claim.timestamp, scope, hash('sha256', canonical)].join('\n');
  const expected = hmac(signingKey, text);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { ok: false, problem: { kind: 'mismatch', reason: MISMATCH } };
  }
  if (request.bodyHash !== undefined && isHash(payloadHash) && payloadHash !== request.bodyHash) {
    const reason = 'The provided x-amz-content-sha256 header does not match what was computed.';
    return { ok: false, problem: { kind: 'body-mismatch', reason } };
  }
  return { ok: true, signingKey, scope, payloadHash };
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Whether an `x-amz-content-sha256` value is a hash of the body rather than one of its named stand-ins. */
export function isHash(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}

/**
 * What stands for the body in the canonical request: what was declared, else for presigned links of S3 that nothing
 * is said of the body, else the body's own hash.
 */
function payloadHashOf(request: SignedRequest, claim: SignatureClaim): string {
  const declared = header(request.headers, 'x-amz-content-sha256');
  if (declared !== undefined) return declared;
  if (claim.kind === 'presigned' && claim.service === 's3') {
    const query = new URLSearchParams(request.rawUrl.split('?')[1] ?? '');
    return query.get('X-Amz-Content-Sha256') ?? UNSIGNED;
  }
  return request.bodyHash ?? EMPTY_HASH;
}

function timeProblem(claim: SignatureClaim, now: number): SignatureProblem | undefined {
  const t = claim.timestamp;
  const at = Date.parse(
    `${t.slice(0, 4)}-${t.slice(4, 6)}-${t.slice(6, 11)}:${t.slice(11, 13)}:${t.slice(13, 15)}Z`,
  );
  if (Number.isNaN(at)) return { kind: 'skewed', reason: `Signature time ${t} is not a date.` };
  if (claim.kind === 'presigned') {
    if (now > at + (claim.expiresSeconds ?? 0) * 1000) {
      return { kind: 'expired', reason: 'Request has expired' };
    }
    if (now < at - SKEW_MS) return { kind: 'expired', reason: 'Request is not valid yet' };
    return undefined;
  }
  if (Math.abs(now - at) <= SKEW_MS) return undefined;
  return { kind: 'skewed', reason: skewReason(claim.service, t, { late: now > at, now }) };
}

/** AWS's words, which clients and people look for. */
function skewReason(
  service: string,
  signed: string,
  { late, now }: { readonly late: boolean; readonly now: number },
): string {
  if (service === 's3') return 'The difference between the request time and the current time is too large.';
  return late
    ? `Signature expired: ${signed} is now earlier than ${stamp(now - SKEW_MS)} (${stamp(now)} - 15 min.)`
    : `Signature not yet current: ${signed} is still later than ${stamp(now + SKEW_MS)} (${stamp(now)} + 15 min.)`;
}

/** `20260101T000000Z`. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** `host` and every `x-amz-*` header must be covered, or a header could be added on the way. */
function unsignedHeader(headers: IncomingHttpHeaders, signed: readonly string[]): string | undefined {
  if (!signed.includes('host')) return 'host';
  return Object.keys(headers).find((name) => name.startsWith('x-amz-') && !signed.includes(name));
}

function canonicalPath(rawUrl: string, service: string): string {
  const path = rawUrl.split('?', 1)[0] ?? '/';
  // S3 signs the path as sent; every other service encodes each segment once more.
  return service === 's3' ? path : path.split('/').map(encode).join('/') || '/';
}

function canonicalQuery(rawUrl: string): string | undefined {
  const at = rawUrl.indexOf('?');
  if (at < 0) return '';
  try {
    return rawUrl
      .slice(at + 1)
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
        return [encode(decode(name)), encode(decode(value))] as const;
      })
      .filter(([name]) => name !== 'X-Amz-Signature')
      .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
      .map((pair) => pair.join('='))
      .join('&');
  } catch {
    return undefined;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', '%20'));
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const canonicalHeader = (headers: IncomingHttpHeaders, name: string): string =>
  (header(headers, name) ?? '').replace(/\s+/g, ' ').trim();

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
