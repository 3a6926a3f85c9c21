import { version } from '../../../package.json';
import type { Clock } from '../../kernel';
import { HEALTH_SERVICE, OWN_PAGES, proveHealth } from '../../local-access';
import type { CloudRequest } from '../ports/cloud-request';
import type { KeyDirectory } from '../ports/credentials';
import { readSignatureClaim } from '../protocols/signature/signature-claim';
import { verifySignature } from '../protocols/signature/verify-signature';
import type { WireAnswer } from '../ports/wire-answer';
import type { RequestLog } from './request-log';
import type { InstanceLoss } from '../ports/instance-loss';
import { SAGEMAKER_MEMBERS } from '../served-members/sagemaker-members';

export interface OwnPageDependencies {
  readonly log: RequestLog;
  readonly keys: KeyDirectory;
  /** The time for signatures. */
  readonly signatureClock: Clock;
  /** Name of what runs images; undefined until one was needed. */
  readonly runner: () => string | undefined;
  /** Takes a training job's instance away. Returns why that is impossible; undefined if it happens. */
  readonly loseInstance: (name: string, loss: InstanceLoss) => string | undefined;
  /** Sets a quota of the account. Returns false if there is none of that name. */
  readonly setQuota: (name: string, value: number) => boolean;
}

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

const CHANGES = new Set(['/_tuneform/lost-instances', '/_tuneform/quotas']);

function pageOf(request: CloudRequest, dependencies: OwnPageDependencies): Page {
  const url = new URL(request.url, 'http://127.0.0.1');
  const method = CHANGES.has(url.pathname) ? 'POST' : 'GET';
  if (request.method !== method) return { status: 405, body: { error: `Only ${method} is served here.` } };
  if (url.pathname === '/_tuneform/health') return healthPage(url.searchParams, dependencies);
  // The abilities of this version are public: they are the same on every machine.
  if (url.pathname === '/_tuneform/members') return { status: 200, body: SAGEMAKER_MEMBERS };
  const rejection = rejectionOf(request, url.searchParams, dependencies);
  if (rejection !== undefined) return { status: 403, body: { error: rejection } };
  if (url.pathname === '/_tuneform/requests') return requestsPage(url.searchParams, dependencies.log);
  if (url.pathname === '/_tuneform/lost-instances') return lossPage(url.searchParams, dependencies);
  if (url.pathname === '/_tuneform/quotas') return quotaPage(url.searchParams, dependencies);
  return { status: 404, body: { error: `There is no ${url.pathname}.` } };
}

function healthPage(query: URLSearchParams, { keys, runner }: OwnPageDependencies): Page {
  const nonce = query.get('nonce') ?? '';
  const key = keys.find(query.get('key') ?? '');
  const service = HEALTH_SERVICE;
  if (key === undefined || !/^[0-9a-f]{32}$/.test(nonce)) return { status: 200, body: { service } };
  const claim = { nonce, version, pid: process.pid, runner: runner() ?? '' };
  const proof = proveHealth(key.secretAccessKey, claim);
  return { status: 200, body: { service, version, pid: claim.pid, runner: claim.runner, proof } };
}

function requestsPage(query: URLSearchParams, log: RequestLog): Page {
  const since = Number(query.get('since') ?? 0);
  if (Number.isNaN(since)) {
    return { status: 400, body: { error: 'since must be milliseconds since the epoch.' } };
  }
  return { status: 200, body: log.since(since) };
}

/** `job`: a training job's name; `how`: `reclaimed` or `failed`; `away`: seconds until there is another instance. */
function lossPage(query: URLSearchParams, { loseInstance }: OwnPageDependencies): Page {
  const [job, how, away] = [query.get('job') ?? '', query.get('how'), Number(query.get('away') ?? 0)];
  if (how !== 'reclaimed' && how !== 'failed') {
    return { status: 400, body: { error: 'how must be reclaimed or failed.' } };
  }
  if (!(away >= 0 && away <= MOST_AWAY_SECONDS)) {
    const error = `away must be seconds, from 0 to ${String(MOST_AWAY_SECONDS)}.`;
    return { status: 400, body: { error } };
  }
  const error = loseInstance(job, { how, awayMs: away * 1000 });
  return error === undefined ? { status: 200, body: { job, how, away } } : { status: 409, body: { error } };
}

/** `name`: a quota, as Service Quotas lists it; `value`: a whole number. */
function quotaPage(query: URLSearchParams, { setQuota }: OwnPageDependencies): Page {
  const [name, value] = [query.get('name') ?? '', query.get('value') ?? ''];
  if (!/^\d{1,7}$/.test(value)) {
    return { status: 400, body: { error: 'value must be a whole number, from 0 to 9999999.' } };
  }
  if (setQuota(name, Number(value))) return { status: 200, body: { name, value: Number(value) } };
  const error =
    `The local cloud has no quota "${name}". Name it as Service Quotas does, for instance "ml.m5.large for training job usage"; ` +
    'aws service-quotas list-service-quotas --service-code sagemaker lists all.';
  return { status: 404, body: { error } };
}

/** "The maximum value is 28 days" (StoppingCondition): no job waits longer. */
const MOST_AWAY_SECONDS = 28 * 24 * 3600;

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
  if (claim?.kind !== 'header' || claim.service !== OWN_PAGES || key === undefined) {
    return (
      `Sign the request for the service "${OWN_PAGES}" with the local cloud's key pair, ` +
      `for instance: curl --aws-sigv4 aws:amz:us-east-1:${OWN_PAGES} --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`
    );
  }
  if (key.sessionToken !== claim.sessionToken) return 'The session token does not belong to the key.';
  const verdict = verifySignature(
    { method: request.method, rawUrl: request.url, headers: request.headers, bodyHash: undefined },
    claim,
    { secret: key.secretAccessKey, now: dependencies.signatureClock.now() },
  );
  return verdict.ok ? undefined : verdict.problem.reason;
}
