import type { CloudRequest } from '../ports/cloud-request';
import { ServiceFault } from '../ports/service';
import type { ServiceId } from '../ports/service';
import { readSignatureClaim } from '../protocols/signature/signature-claim';
import type { ClaimReading } from '../protocols/signature/signature-claim';
import { WIRE_PROFILES } from '../protocols/wire-profile';
import type { ErrorProtocol } from '../protocols/wire/error-answer';
import type { WireProfile } from '../protocols/wire-profile';

/** A request with what its outside says: which service it is for and who claims to have signed it. */
export interface IdentifiedRequest {
  readonly profile: WireProfile;
  readonly claim: ClaimReading;
  /** Path as sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * Tells the service from the target header, the runtime's path, the content type and the credential scope, in
 * this order, an unsigned request also from the query protocol's own marks. What is left is S3, whose requests carry
 * nothing but a path.
 */
export function identifyRequest(request: CloudRequest): IdentifiedRequest {
  const { url } = request;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const claim = readSignatureClaim(request.headers, query);
  const scope = claim.kind === 'claim' ? claim.claim.service : undefined;
  return { profile: WIRE_PROFILES[serviceOf(request, path, scope)], claim, path, query };
}

function serviceOf(request: CloudRequest, path: string, scope: string | undefined): ServiceId {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return serviceOfTarget(String(target));
  if (/^\/endpoints\/[^/]+\/(async-)?invocations/.test(path) && scope !== 's3') return 'sagemaker-runtime';
  if (scope !== undefined && scope !== 's3') {
    const named = Object.values(WIRE_PROFILES).find((profile) => profile.signingName === scope);
    if (named === undefined) throw new UnknownService(scope, errorProtocolOf(request, scope));
    return named.id;
  }
  const query = scope === undefined ? queryServiceOf(request) : undefined;
  if (query !== undefined) return query;
  // S3 Control signs as S3 does and has a version for its first path segment.
  if (path.startsWith('/v20180820/')) throw new UnknownService('s3control', 'query');
  return 's3';
}

/** Versions of the APIs that are told apart by it when a request is not signed. */
const QUERY_VERSIONS: Readonly<Record<string, ServiceId>> = { '2010-05-08': 'iam', '2011-06-15': 'sts' };

/**
 * The service of the query protocol that an unsigned request is for: it must be refused in that protocol's words. A
 * form names its service in the body, which is not read without a signature; all of them refuse alike. S3 takes no
 * such form and no such parameters.
 */
function queryServiceOf(request: CloudRequest): ServiceId | undefined {
  const [path, text = ''] = request.url.split('?', 2);
  if (path !== '/') return undefined;
  const query = new URLSearchParams(text);
  if (query.has('Action')) return QUERY_VERSIONS[query.get('Version') ?? ''] ?? 'sts';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return request.method === 'POST' && isForm ? 'sts' : undefined;
}

/** In what form clients of a service that is not here expect to be refused. */
function errorProtocolOf(request: CloudRequest, scope: string): ErrorProtocol {
  if (scope === 'ec2') return 'ec2';
  // The two others that speak XML over REST refuse like the query protocol.
  if (scope === 'route53' || scope === 'cloudfront') return 'query';
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
    ? 'query'
    : 'rest-json';
}

const BY_TARGET = new Map(Object.values(WIRE_PROFILES).map(({ target, id }) => [target, id]));

function serviceOfTarget(target: string): ServiceId {
  const prefix = target.split('.', 1)[0];
  const id = BY_TARGET.get(prefix);
  if (id === undefined) throw new UnknownService(target, 'json');
  return id;
}

/** The request is for a service that is not here at all. */
export class UnknownService extends ServiceFault {
  readonly protocol: ErrorProtocol;

  constructor(name: string, protocol: ErrorProtocol) {
    super('NotImplemented', `The local cloud does not serve ${name}.`, { status: 501 });
    this.protocol = protocol;
  }
}
