import { version } from '../../../package.json';
import type { Clock } from '../../kernel';
import { HEALTH_SERVICE, proveHealth } from '../../local-access';
import type { CloudRequest } from '../ports/cloud-request';
import type { KeyDirectory } from '../ports/credentials';
import { readSignatureClaim } from '../protocols/signature/signature-claim';
import { verifySignature } from '../protocols/signature/verify-signature';
import type { WireAnswer } from '../ports/wire-answer';
import type { RequestLog } from './request-log';
import { SAGEMAKER_MEMBERS } from '../served-members/sagemaker-members';

export interface OwnPageDependencies {
  readonly log: RequestLog;
  readonly keys: KeyDirectory;
  /** The time for signatures. */
  readonly signatureClock: Clock;
}

/** The service name in the signatures for the local cloud's own pages. */
const SIGNING_NAME = 'tuneform';

interface Page {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Serves the pages below `/_tuneform/`. Health tells any caller that a local cloud is here, and tells a caller that
 * names a known key more, with a proof. The list of served members is public too. All other pages need a signature,
 * as AWS's own operations do.
 */
export function serveOwnPage(request: CloudRequest, dependencies: OwnPageDependencies): WireAnswer {
  const { status, body } = pageOf(request, dependencies);
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  return { status, headers: { 'content-type': 'application/json' }, body: bytes };
}

function pageOf(request: CloudRequest, dependencies: OwnPageDependencies): Page {
  const url = new URL(request.url, 'http://127.0.0.1');
  if (request.method !== 'GET') return { status: 405, body: { error: 'Only GET is served here.' } };
  if (url.pathname === '/_tuneform/health') return healthPage(url.searchParams, dependencies.keys);
  // The abilities of this version are public: they are the same on every machine.
  if (url.pathname === '/_tuneform/members') return { status: 200, body: SAGEMAKER_MEMBERS };
  const rejection = rejectionOf(request, url.searchParams, dependencies);
  if (rejection !== undefined) return { status: 403, body: { error: rejection } };
  if (url.pathname === '/_tuneform/requests') return requestsPage(url.searchParams, dependencies.log);
  return { status: 404, body: { error: `There is no ${url.pathname}.` } };
}

function healthPage(query: URLSearchParams, keys: KeyDirectory): Page {
  const nonce = query.get('nonce') ?? '';
  const key = keys.find(query.get('key') ?? '');
  const service = HEALTH_SERVICE;
  if (key === undefined || !/^[0-9a-f]{32}$/.test(nonce)) return { status: 200, body: { service } };
  const claim = { nonce, version, pid: process.pid };
  const proof = proveHealth(key.secretAccessKey, claim);
  return { status: 200, body: { service, version, pid: claim.pid, proof } };
}

function requestsPage(query: URLSearchParams, log: RequestLog): Page {
  const since = Number(query.get('since') ?? 0);
  if (Number.isNaN(since)) {
    return { status: 400, body: { error: 'since must be milliseconds since the epoch.' } };
  }
  return { status: 200, body: log.since(since) };
}

/**
 * Returns why the request may not see the page; undefined if it is signed. A signed link does not count, because any
 * web page can contain one.
 */
function rejectionOf(
  request: CloudRequest,
  query: URLSearchParams,
  dependencies: OwnPageDependencies,
): string | undefined {
  const reading = readSignatureClaim(request.headers, query);
  const claim = reading.kind === 'claim' ? reading.claim : undefined;
  const key = claim === undefined ? undefined : dependencies.keys.find(claim.accessKeyId);
  if (claim?.kind !== 'header' || claim.service !== SIGNING_NAME || key === undefined) {
    return (
      `Sign the request for the service "${SIGNING_NAME}" with the local cloud's key pair, ` +
      `for instance: curl --aws-sigv4 aws:amz:us-east-1:${SIGNING_NAME} --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`
    );
  }
  if (key.sessionToken !== claim.sessionToken) return 'The session token does not belong to the key.';
  const verdict = verifySignature(
    { method: 'GET', rawUrl: request.url, headers: request.headers, bodyHash: undefined },
    claim,
    { secret: key.secretAccessKey, now: dependencies.signatureClock.now() },
  );
  return verdict.ok ? undefined : verdict.problem.reason;
}
